namespace ProvisionKms.Cli.Matrix;

/// <summary>
/// Paths as jobs name them. A job runs in another copy of the current folder, so what is inside of it is named from there;
/// what is not must be at the same place on the machine that runs the job.
/// </summary>
internal static class JobPath
{
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), full);
        var isInside = relative != ".." && !relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
        var named = (isInside ? relative : full).Replace(Path.DirectorySeparatorChar, '/');

        // Behind a command's name it would be taken for an option.
        return named.StartsWith('-') ? $"./{named}" : named;
    }
}
