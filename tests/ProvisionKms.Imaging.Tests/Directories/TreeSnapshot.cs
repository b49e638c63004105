using System.Runtime.Versioning;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Tests.Directories;

/// <summary>Everything below a folder as text lines: kind, mode, exact time, content. Two are equal when nothing has changed.</summary>
[SupportedOSPlatform("linux")]
internal static class TreeSnapshot
{
    internal static string[] Of(string root) =>
        [Line(root, ""), .. Directory.EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Order(StringComparer.Ordinal)
            .Select(path => Line(path, Path.GetRelativePath(root, path)))];

    private static string Line(string path, string name)
    {
        var status = PosixStatus.Of(path)!.Value;
        var content = status.Kind switch
        {
            FileKind.Regular => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))),
            FileKind.Link => new FileInfo(path).LinkTarget,
            _ => "",
        };
        return $"{name} {status.Kind} {status.Mode} {status.Owner}:{status.Group} {status.Modified} {content}";
    }
}
