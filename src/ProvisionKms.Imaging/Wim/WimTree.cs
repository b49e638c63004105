using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Hives;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Wim;

/// <summary>One image of a WIM. What it reads comes from <see cref="WimImageCache"/>; what is staged lies in an overlay folder.</summary>
internal sealed class WimTree(ImageIndex index, string container, WimImageCache cache, Func<string, string?> readProperty, ScratchFolder scratch) : IImageTree
{
    private const long LargestText = 64L << 20;
    private static readonly string[] LogSuffixes = [".LOG1", ".LOG2", ".LOG"];

    private readonly Dictionary<ImagePath, string> _staged = [];
    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);
    private readonly string _overlay = Path.Combine(scratch.Path, $"overlay-{index}");

    public ImageIndex Index => index;

    public bool IsStaged => _staged.Count > 0 || _properties.Count > 0;

    /// <summary>A folder that holds the staged files at their places, or null when there are none.</summary>
    public string? Overlay => _staged.Count > 0 ? _overlay : null;

    public IReadOnlyDictionary<string, string> StagedProperties => _properties;

    public string? GetProperty(string name) => _properties.GetValueOrDefault(name) ?? readProperty(name);

    public TreeEntry? Find(ImagePath path) =>
        _staged.TryGetValue(path, out var file) ? new TreeEntry(path, false, new FileInfo(file).Length, false) : cache.Find(path);

    public IReadOnlyList<TreeEntry> List(ImagePath directory) => cache.List(directory);

    public byte[]? ReadFile(ImagePath path)
    {
        if (_staged.TryGetValue(path, out var staged))
        {
            return File.ReadAllBytes(staged);
        }

        if (Find(path) is not { } entry)
        {
            return null;
        }

        Refuse(entry.IsDirectory, path, "it is a directory");
        Refuse(entry.Length > LargestText, path, $"it has {entry.Length} bytes");
        return File.ReadAllBytes(Extracted(entry));
    }

    public IRegistryHive? OpenHive(ImagePath path)
    {
        if (_staged.TryGetValue(path, out var staged))
        {
            return HiveFile.Open(staged, Display(path), []);
        }

        return Find(path) is { } entry ? HiveFile.Open(Extracted(entry), Display(path), [.. Logs(path).Select(Extracted)]) : null;
    }

    public void WriteFile(ImagePath path, ReadOnlyMemory<byte> content)
    {
        var file = PlaceInOverlay(path);
        scratch.Use(() => File.WriteAllBytes(file, content.Span));
        _staged[path] = file;
    }

    public void SetRegistryValues(ImagePath hive, IReadOnlyList<RegistryValue> values)
    {
        if (!_staged.TryGetValue(hive, out var file))
        {
            var entry = Find(hive) ?? throw new ProvisionException(Codes.FileNotEditable, $"image {index} has no '{hive}'", new SourceSpan(container));
            HiveFile.ThrowIfNotClean(HiveFile.ConditionOf(Extracted(entry), Display(hive), [.. Logs(hive).Select(Extracted)]), Display(hive));
            file = PlaceInOverlay(hive);
            var (from, to) = (cache.Take(entry.Path), file);
            scratch.Use(() => File.Move(from, to));
            _staged[hive] = file;
        }

        HiveFile.SetValues(file, Display(hive), values);
    }

    public void SetProperty(string name, string value) => _properties[name] = value;

    public void Fingerprint(FingerprintUse use, Action<TreeFingerprint> visit, CancellationToken cancellation) => cache.Fingerprint(visit, cancellation);

    /// <summary>Windows keeps a hive's transaction logs beside it.</summary>
    private IEnumerable<TreeEntry> Logs(ImagePath hive) =>
        LogSuffixes
            .Select(suffix => Find(hive.Parent / (hive.Name + suffix)))
            .OfType<TreeEntry>()
            .Where(log => log is { IsDirectory: false, Length: > 0 });

    private string Extracted(TreeEntry entry)
    {
        Refuse(entry.IsDirectory, entry.Path, "it is a directory");
        Refuse(entry.IsReparsePoint, entry.Path, "it is a link or another reparse point");
        Refuse(entry.IsEncrypted, entry.Path, "it is encrypted");
        return cache.Extract(entry.Path);
    }

    private string Display(ImagePath path) => $"{container}[{index}]\\{path}";

    /// <summary>Where to put staged content; existing directories and files keep their spelling.</summary>
    private string PlaceInOverlay(ImagePath path)
    {
        var spelled = ImagePath.Root;
        foreach (var part in path.Parts)
        {
            var wanted = spelled / part;
            var entry = cache.Find(wanted);
            Refuse(entry is { IsReparsePoint: true }, wanted, "it is a link or another reparse point");
            Refuse(entry is not null && entry.IsDirectory != (wanted.Parts.Count < path.Parts.Count), wanted,
                entry is { IsDirectory: true } ? "it is a directory" : "it is a file where a directory must be");
            spelled = entry?.Path ?? wanted;
        }

        var file = spelled.Parts.Aggregate(_overlay, Path.Combine);
        scratch.Use(() => Directory.CreateDirectory(Path.GetDirectoryName(file)!));
        return file;
    }

    private void Refuse(bool condition, ImagePath path, string why)
    {
        if (condition)
        {
            throw new ProvisionException(Codes.FileNotEditable, $"image {index}: '{path}' cannot be used: {why}", new SourceSpan(container),
                "look at it with `wimlib-imagex dir --detailed`");
        }
    }
}
