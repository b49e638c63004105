using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Wimlib;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Wim;

/// <summary>
/// What has been read of one image. Going to another image makes libwim load that one's metadata again, so everything
/// that is asked for is remembered, absence too. One thread at a time; different images are independent.
/// </summary>
internal sealed class WimImageCache(ImageIndex index, WimPool wims, ScratchFolder scratch)
{
    private readonly Dictionary<ImagePath, TreeEntry?> _entries = [];
    private readonly Dictionary<ImagePath, IReadOnlyList<TreeEntry>> _lists = [];
    private readonly Dictionary<ImagePath, string> _extracted = [];
    private int _next;

    public TreeEntry? Find(ImagePath path)
    {
        if (!_entries.TryGetValue(path, out var entry))
        {
            wims.Use(index, wim => wim.Visit(index, path, IterateFlags.None, (in DirEntry found) => entry = WimEntries.ToTreeEntry(found)));
            _entries[path] = entry;
        }

        return entry;
    }

    public IReadOnlyList<TreeEntry> List(ImagePath directory)
    {
        if (!_lists.TryGetValue(directory, out var list))
        {
            var found = new List<TreeEntry>();
            wims.Use(index, wim => wim.Visit(index, directory, IterateFlags.Children, (in DirEntry entry) =>
            {
                if (WimEntries.ToTreeEntry(entry) is { } child)
                {
                    found.Add(child);
                }
            }));
            _lists[directory] = list = [.. found.OrderBy(e => e.Path.Name, StringComparer.OrdinalIgnoreCase)];
        }

        return list;
    }

    /// <summary>A private copy on this machine.</summary>
    public string Extract(ImagePath path)
    {
        if (!_extracted.TryGetValue(path, out var file))
        {
            var folder = scratch.NewFolder($"read-{index}", $"{_next++}");
            wims.Use(index, wim => wim.Extract(index, path, folder));
            _extracted[path] = file = Path.Combine(folder, path.Name);
        }

        return file;
    }

    /// <summary>The private copy, for the caller to keep; the cache forgets it.</summary>
    public string Take(ImagePath path)
    {
        var file = Extract(path);
        _extracted.Remove(path);
        return file;
    }

    public void Fingerprint(Action<TreeFingerprint> visit, CancellationToken cancellation) =>
        wims.Use(index, wim => wim.Visit(index, ImagePath.Root, IterateFlags.Recursive, (in DirEntry entry) =>
        {
            cancellation.ThrowIfCancellationRequested();
            visit(WimEntries.ToFingerprint(entry));
        }));
}
