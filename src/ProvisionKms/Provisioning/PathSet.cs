using ProvisionKms.Images;

namespace ProvisionKms.Provisioning;

/// <summary>Paths inside an image, looked up as fingerprints spell them, without regard to case.</summary>
internal sealed class PathSet(IEnumerable<ImagePath> paths)
{
    private readonly HashSet<string> _paths = new(paths.Select(p => p.ToString()), StringComparer.OrdinalIgnoreCase);

    public bool Contains(string path) => _paths.Contains(path);

    public bool All(Predicate<string> condition) => _paths.All(p => condition(p));
}
