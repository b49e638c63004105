using ProvisionKms.Images;

namespace ProvisionKms.Provisioning;

/// <summary>Paths inside an image, looked up as fingerprints spell them, without regard to case.</summary>
/// <param name="folders">Folders that are in the set with all that is below them.</param>
internal sealed class PathSet(IEnumerable<ImagePath> paths, IReadOnlyList<ImagePath> folders)
{
    private readonly string[] _folders = [.. folders.Select(f => f + @"\")];

    private readonly HashSet<string> _paths = new(paths.Select(p => p.ToString()), StringComparer.OrdinalIgnoreCase);

    public bool Contains(string path) => _paths.Contains(path) || Array.Exists(_folders, folder => IsInside(path, folder));

    /// <summary>Whether the condition holds for each path; folders have more paths than anyone has counted.</summary>
    public bool All(Predicate<string> condition) => _folders.Length == 0 && _paths.All(p => condition(p));

    private static bool IsInside(string path, string folder) =>
        path.StartsWith(folder, StringComparison.OrdinalIgnoreCase) ||
        (path.Length == folder.Length - 1 && folder.StartsWith(path, StringComparison.OrdinalIgnoreCase));
}
