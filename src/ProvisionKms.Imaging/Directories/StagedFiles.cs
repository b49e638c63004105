using System.Diagnostics.CodeAnalysis;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Directories;

/// <summary>The files that a commit will write, in path order, so that the same edits are always made in the same order.</summary>
internal sealed class StagedFiles
{
    private readonly SortedDictionary<string, StagedFile> _files = new(StringComparer.OrdinalIgnoreCase);

    private readonly SortedDictionary<string, ImagePath> _closed = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyCollection<StagedFile> All => _files.Values;

    /// <summary>Files and directories that others than SYSTEM and administrators shall no longer write.</summary>
    internal IReadOnlyCollection<ImagePath> Closed => _closed.Values;

    internal bool IsEmpty => _files.Count == 0 && _closed.Count == 0;

    internal void Set(StagedFile file) => _files[file.Path.ToString()] = file;

    internal void Close(ImagePath path) => _closed[path.ToString()] = path;

    internal void Remove(ImagePath path) => _files.Remove(path.ToString());

    internal bool TryGet(ImagePath path, [NotNullWhen(true)] out StagedFile? file) => _files.TryGetValue(path.ToString(), out file);

    /// <summary>Whether a staged file needs this directory.</summary>
    internal bool HasBelow(ImagePath directory) => All.Any(file => file.Path.IsUnder(directory));

    /// <summary>How staged files spell a directory that the image does not have yet; null when none needs it.</summary>
    internal ImagePath? Spelling(ImagePath directory) =>
        All.FirstOrDefault(file => file.Path.IsUnder(directory)) is { } file
            ? Enumerable.Range(0, file.Path.Parts.Count - directory.Parts.Count).Aggregate(file.Path, (path, _) => path.Parent)
            : null;
}
