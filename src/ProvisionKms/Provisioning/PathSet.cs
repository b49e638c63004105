using ProvisionKms.Images;

namespace ProvisionKms.Provisioning;

/// <summary>Paths inside an image, looked up as fingerprints spell them, without regard to case or the kind of slash.</summary>
internal sealed class PathSet
{
    private readonly HashSet<string> _paths = new(StringComparer.OrdinalIgnoreCase);

    public PathSet(IEnumerable<ImagePath> paths) => _paths.UnionWith(paths.Select(p => p.ToString()));

    public bool Contains(string path)
    {
        var plain = path.Contains('/') ? path.Replace('/', '\\') : path;
        return _paths.Contains(plain is ['\\', ..] ? plain[1..] : plain);
    }
}
