using System.Text;

namespace ProvisionKms.Imaging.Tests.Media;

/// <summary>What programs that had no part in the work say of media.</summary>
internal static class MediaJudge
{
    /// <summary>How they boot, without where the images lie.</summary>
    internal static IReadOnlyList<string> Boot(string iso) =>
        [.. Text("xorriso", "xorriso", "-indev", iso, "-report_el_torito", "plain").Split('\n')
            .Where(l => l.StartsWith("El Torito boot img :", StringComparison.Ordinal) || l.StartsWith("El Torito img path", StringComparison.Ordinal))
            .Select(l => l.StartsWith("El Torito boot", StringComparison.Ordinal) ? l.TrimEnd()[..l.TrimEnd().LastIndexOf(' ')].TrimEnd() : l)];

    /// <summary>Where the first boot image lies, in sectors of 2048 bytes.</summary>
    internal static int Place(string iso) => int.Parse(
        Text("xorriso", "xorriso", "-indev", iso, "-report_el_torito", "plain").Split('\n')
            .First(l => l.StartsWith("El Torito boot img :   1", StringComparison.Ordinal)).TrimEnd().Split(' ')[^1],
        System.Globalization.CultureInfo.InvariantCulture);

    internal static string Label(string iso) =>
        Text("genisoimage", "isoinfo", "-d", "-i", iso).Split('\n').Single(l => l.StartsWith("Volume id:", StringComparison.Ordinal))["Volume id:".Length..].Trim();

    /// <summary>Every file with its hash and time, as 7-Zip unpacks them.</summary>
    internal static Dictionary<string, string> Files(string iso)
    {
        using var folder = new TempFolder();
        Tool.Run("p7zip-full", "7z", "t", iso);
        Tool.Run("p7zip-full", "7z", "x", "-y", $"-o{folder.Path}", iso, "-x![BOOT]");
        return Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).ToDictionary(
            f => Path.GetRelativePath(folder.Path, f),
            f => $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))} {File.GetLastWriteTimeUtc(f):u}");
    }

    internal static string Content(string iso, string file) => Text("p7zip-full", "7z", "x", "-so", iso, file);

    private static string Text(string package, string program, params string[] arguments) => Encoding.UTF8.GetString(Tool.Run(package, program, arguments));
}
