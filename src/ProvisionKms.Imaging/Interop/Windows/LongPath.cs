namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>
/// A path with <c>\\?\</c> before it: Windows takes it as it is. So it may be longer than 260 characters whatever the
/// manifest and the registry say, and a name that ends with a dot or a space, or is CON or NUL, is that name.
/// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
/// </summary>
internal static class LongPath
{
    private const string Prefix = @"\\?\";

    internal static string Of(string path)
    {
        if (path.StartsWith(Prefix, StringComparison.Ordinal) || path.StartsWith(@"\\.\", StringComparison.Ordinal))
        {
            return path;
        }

        var full = Path.GetFullPath(path);
        return full.StartsWith(@"\\", StringComparison.Ordinal) ? @"\\?\UNC\" + full[2..] : Prefix + full;
    }

    /// <summary>For messages.</summary>
    internal static string ToDisplay(string path) =>
        path.StartsWith(@"\\?\UNC\", StringComparison.OrdinalIgnoreCase) ? @"\\" + path[8..]
        : path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..]
        : path;
}
