using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>The one image of a directory. Edits are kept aside until the session commits them.</summary>
internal sealed class DirectoryTree(HostTree host, IDirectoryHives hives) : IImageTree
{
    private const long LargestFile = 64 << 20;

    private static readonly string[] LogSuffixes = [".LOG", ".LOG1", ".LOG2"];

    internal StagedFiles Staged { get; } = new();

    public ImageIndex Index { get; init; } = new(1);

    public IImageServicing? Servicing { get; init; }

    /// <summary>What changes by itself, and is not to be compared.</summary>
    internal Func<string, bool> NotFingerprinted { get; init; } = _ => false;

    public string? GetProperty(string name) => null;

    public void SetProperty(string name, string value) =>
        throw new NotSupportedException("a directory has no description of its own");

    public TreeEntry? Find(ImagePath path) => Reading(path, () =>
        Staged.TryGet(path, out var staged) ? new TreeEntry(staged.Path, IsDirectory: false, staged.Length, IsReparsePoint: false)
        : host.Find(path) is { } found ? found.ToTreeEntry()
        : Staged.Spelling(path) is { } made ? new TreeEntry(made, IsDirectory: true, 0, IsReparsePoint: false)
        : null);

    public IReadOnlyList<TreeEntry> List(ImagePath directory) => Reading(directory, () =>
    {
        var names = new SortedDictionary<string, TreeEntry>(StringComparer.OrdinalIgnoreCase);
        var existing = host.Find(directory);
        foreach (var child in existing is { IsDirectory: true } ? HostTree.Children(existing) : [])
        {
            names[child.Path.Name] = child.ToTreeEntry();
        }

        foreach (var file in Staged.All.Where(file => file.Path.IsUnder(directory)))
        {
            var child = directory / file.Path.Parts[directory.Parts.Count];
            names[child.Name] = Find(child)!;
        }

        return names.Values.ToArray();
    });

    public byte[]? ReadFile(ImagePath path) => Reading(path, () =>
    {
        if (Staged.TryGet(path, out var staged))
        {
            return staged.Read();
        }

        if (host.Find(path) is not { } found)
        {
            return null;
        }

        RequireFile(found);
        return found.Status.Length <= LargestFile ? HostFile.ReadAllBytes(found.HostPath) : throw NotReadable(path, "is over 64 MiB");
    });

    public IRegistryHive? OpenHive(ImagePath path) => Reading(path, () => Hive(path) is { } hive ? hives.Open(hive) : null);

    public void WriteFile(ImagePath path, ReadOnlyMemory<byte> content)
    {
        var place = Place(path);
        if (host.Find(place) is { Status.Length: <= LargestFile } existing && content.Span.SequenceEqual(HostFile.ReadAllBytes(existing.HostPath)))
        {
            Staged.Remove(place);
            return;
        }

        Staged.Set(new StagedFile(place, content.ToArray()));
    }

    public bool IsOpenToOthers(ImagePath path) => Reading(path, () =>
        host.Find(path) is { IsReparsePoint: false } found && FileMetadata.Security(found.HostPath) is { } security &&
        NtfsDescriptor.ClosedToOthers(security, found.IsDirectory) is not null);

    public void CloseToOthers(ImagePath path) => Staged.Close(path);

    public void SetRegistryValues(ImagePath hive, IReadOnlyList<RegistryValue> values)
    {
        if (Reading(hive, () => Hive(hive)) is null)
        {
            throw new ProvisionException(Codes.HiveMissing, Codes.HiveMissing.Title, new SourceSpan(hive.ToString()), Codes.HiveMissing.Hint);
        }

        if (hives.SetValues(Hive(Place(hive))!, values) is { } staged)
        {
            Staged.Set(staged);
        }
    }

    public void Fingerprint(FingerprintUse use, Action<TreeFingerprint> visit, CancellationToken cancellation) =>
        DirectoryFingerprint.Visit(host, use, NotFingerprinted, visit, cancellation);

    /// <summary>Where a file goes: as the image spells it, and as far as it does not, as the edits before did.</summary>
    private ImagePath Place(ImagePath path) => Reading(path, () =>
    {
        var place = ImagePath.Root;
        HostEntry? entry = host.Root;
        foreach (var name in path.Parts)
        {
            if (entry is { IsReparsePoint: true })
            {
                throw Refused(Codes.LinkInPath, entry.Path, "is a link and is not followed");
            }

            if (entry is { IsDirectory: false } || Staged.TryGet(place, out _))
            {
                throw Refused(Codes.NotADirectory, place, "is no directory");
            }

            entry = entry is null ? null : host.FindChild(entry, name);
            place = entry?.Path ?? Staged.Spelling(place / name) ?? place / name;
        }

        return entry switch
        {
            { IsCompressedBySystem: true } => throw Compressed(place),
            { IsReparsePoint: true } => throw Refused(Codes.LinkInPath, place, "is a link and is not written through"),
            { IsFile: false } => throw Refused(Codes.NotADirectory, place, "is no file"),
            null when Staged.HasBelow(place) => throw Refused(Codes.NotADirectory, place, "is no file"),
            _ => place,
        };
    });

    private DirectoryHive? Hive(ImagePath path)
    {
        if (Staged.TryGet(path, out var staged))
        {
            return new DirectoryHive(staged.Path, null, [], staged);
        }

        if (host.Find(path) is not { } found)
        {
            return null;
        }

        RequireFile(found);
        return new DirectoryHive(found.Path, found.HostPath, Logs(found), null);
    }

    /// <summary>SOFTWARE.LOG, SOFTWARE.LOG1, SOFTWARE.LOG2, in any case.</summary>
    private string[] Logs(HostEntry hive) =>
        [.. LogSuffixes
            .Select(suffix => host.Find(hive.Path.Parent / (hive.Path.Name + suffix)))
            .Where(log => log is { IsFile: true })
            .Select(log => log!.HostPath)];

    private static void RequireFile(HostEntry entry)
    {
        if (entry.IsCompressedBySystem)
        {
            throw Compressed(entry.Path);
        }

        if (!entry.IsFile)
        {
            var what = entry.IsReparsePoint ? "is a link and is not followed" : entry.IsDirectory ? "is a directory" : "is a device or a pipe";
            throw NotReadable(entry.Path, what);
        }
    }

    private static T Reading<T>(ImagePath path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new ProvisionException(Codes.FileNotReadable, $"'{path}' cannot be read: {e.Message}", hint: Codes.FileNotReadable.Hint, inner: e);
        }
    }

    private static ProvisionException Compressed(ImagePath path) => Refused(Codes.FileCompressedBySystem, path, "is compressed by CompactOS");

    private static ProvisionException NotReadable(ImagePath path, string why) => Refused(Codes.FileNotReadable, path, why);

    private static ProvisionException Refused(DiagnosticCode code, ImagePath path, string why) =>
        new(code, $"'{path}' {why}", hint: code.Hint);
}
