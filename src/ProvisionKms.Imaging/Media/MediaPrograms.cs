using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Media;

/// <summary>The programs that read and write media.</summary>
internal static class MediaPrograms
{
    internal const string SevenZip = "7z";
    internal const string Genisoimage = "genisoimage";

    private static readonly (string Name, string Package)[] Needed =
        [(SevenZip, "p7zip-full"), (Genisoimage, "genisoimage"), ("setpriv", "util-linux"), ("setsid", "util-linux")];

    /// <exception cref="ProvisionException">Something is missing; all of it is named.</exception>
    internal static void Require()
    {
        if (Problem() is { } problem)
        {
            throw new ProvisionException([problem]);
        }
    }

    internal static Diagnostic? Problem() => Problem(program => OperatingSystem.IsLinux() ? ChildProgram.Find(program) : null);

    internal static Diagnostic? Problem(Func<string, string?> find)
    {
        var missing = Needed.Where(p => find(p.Name) is null).ToList();
        return missing.Count == 0 ? null : new Diagnostic(
            Codes.MediaToolMissing,
            $"{string.Join(", ", missing.Select(p => p.Name))}: not installed; install media cannot be opened",
            Hint: $"Debian, Ubuntu: apt-get install {string.Join(' ', missing.Select(p => p.Package).Distinct())}");
    }
}
