using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Posix;

namespace ProvisionKms.Imaging.Wim;

/// <summary>A written copy beside its target, whose name it takes when it is published.</summary>
internal sealed class StagedCopy(string temporary, string output) : IStagedImage
{
    private const string Suffix = ".provision-kms-new";

    public static string TemporaryFor(string output) =>
        Path.Combine(Path.GetDirectoryName(output)!, $".{Path.GetFileName(output)}.{Environment.ProcessId}{Suffix}");

    /// <summary>Removes what a killed run left beside the same output. One that is at work has a living process.</summary>
    public static void RemoveLeftovers(string output)
    {
        var start = $".{Path.GetFileName(output)}.";
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(output)!, start + "*" + Suffix))
        {
            if (ProcessMark.IsGone(Path.GetFileName(file)[start.Length..^Suffix.Length]))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>The outputs of a folder beside which a run has, or has left, an unfinished copy.</summary>
    public static IEnumerable<string> OutputsWithOne(string folder) =>
        from file in Directory.EnumerateFiles(folder, ".*" + Suffix)
        let name = Path.GetFileName(file)[1..^Suffix.Length]
        where name.LastIndexOf('.') > 0
        select Path.Combine(folder, name[..name.LastIndexOf('.')]);

    public IImageSession Reopen() => WimSession.Open(temporary, ImageAccess.Read);

    public void Publish()
    {
        try
        {
            File.Move(temporary, output, overwrite: true);
            Durability.SyncDirectory(Path.GetDirectoryName(output)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.CommitFailed, $"cannot publish: {error.Message}", new SourceSpan(output), inner: error);
        }
    }

    public void Dispose() => Remove(temporary);

    /// <summary>Also where even its folder could not be made.</summary>
    internal static void Remove(string temporary)
    {
        if (File.Exists(temporary))
        {
            File.Delete(temporary);
        }
    }
}
