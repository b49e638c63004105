using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>
/// Writes staged files into a directory: first all new files aside, with what their places give them; then the list of
/// steps; then the steps, each a rename. What can fail for want of room or rights fails before the image is touched.
/// </summary>
internal sealed class DirectoryCommit(HostTree tree, UndoJournal journal)
{
    private readonly List<UndoStep> _steps = [];
    private readonly List<UndoStep> _kept = [];
    private readonly List<UndoStep.Touched> _touched = [];
    private readonly List<UndoStep.Closed> _closed = [];

    /// <param name="kept">
    /// Files that somebody else is going to change between now and the end: copied whole, so that undoing brings them back, or
    /// removes those that are not there now.
    /// </param>
    internal void Prepare(
        StagedFiles staged, IReadOnlyCollection<ImagePath> kept, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var files = staged.All;
        var (done, total, number) = (0L, files.Sum(file => file.Length), 0);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            Prepare(file, number++);
            progress?.Report(new WorkProgress("writing", done += file.Length, total));
        }

        foreach (var path in kept)
        {
            cancellation.ThrowIfCancellationRequested();
            _kept.Add(Keep(path, number++, cancellation));
        }

        cancellation.ThrowIfCancellationRequested();
        _closed.AddRange(staged.Closed.Select(Close));
        _touched.AddRange(Touched([.. files.Select(file => file.Path), .. kept]));
        journal.Write([.. _touched, .. _kept, .. _steps, .. _closed]);
    }

    /// <summary>Puts the new files in place; what was prepared can be undone from then on.</summary>
    internal void Swap()
    {
        foreach (var (step, index) in _steps.Where(step => step is not UndoStep.Made).Select((step, index) => (step, index)))
        {
            Swap(step, index);
        }

        _closed.ForEach(closed => closed.Do(tree.Find(closed.Path)!.HostPath));
        foreach (var directory in _touched.Where(t => t.Path.Parts.Count > 0))
        {
            var path = tree.Find(directory.Path)!.HostPath;
            Durability.SyncDirectory(path);
            HostFile.SetModified(path, directory.Modified);
        }
    }

    private UndoStep.Closed Close(ImagePath path) => tree.Find(path) is { IsReparsePoint: false } entry && FileMetadata.Security(entry.HostPath) is { } security
        ? new UndoStep.Closed(entry.Path, security)
        : throw new IOException($"'{path}' has become a link, or is gone");

    private UndoStep Keep(ImagePath path, int number, CancellationToken cancellation)
    {
        switch (tree.Find(path))
        {
            case null:
                return new UndoStep.Created(path);
            case { IsFile: true } file:
                var copy = journal.Original(number);
                FileCopy.Copy(file.HostPath, copy, progress: null, cancellation);
                HostFile.Flush(copy);
                FileMetadata.Copy(file.HostPath, copy);
                HostFile.SetModified(copy, file.Status.Modified);
                return new UndoStep.Replaced(file.Path, number);
            default:
                throw new IOException($"'{path}' is no file");
        }
    }

    private void Prepare(StagedFile file, int number)
    {
        var parent = NearestDirectory(file.Path);
        var original = tree.Find(file.Path);
        if (!parent.IsDirectory || original is { IsFile: false })
        {
            throw new IOException($"'{file.Path}' or a folder above it has become a link meanwhile");
        }

        var content = journal.New(number);
        file.CopyTo(content);
        if (original is not null)
        {
            FileMetadata.Copy(original.HostPath, content);
            _steps.Add(new UndoStep.Replaced(original.Path, number));
            return;
        }

        AddMissingDirectories(file.Path.Parent);
        _steps.Add(new UndoStep.Created(file.Path));
    }

    private void AddMissingDirectories(ImagePath directory)
    {
        if (tree.Find(directory) is null && !_steps.Exists(step => step is UndoStep.Made && step.Path.Equals(directory)))
        {
            AddMissingDirectories(directory.Parent);
            _steps.Add(new UndoStep.Made(directory));
        }
    }

    private HostEntry NearestDirectory(ImagePath path)
    {
        var parent = path.Parent;
        while (tree.Find(parent) is null)
        {
            parent = parent.Parent;
        }

        return tree.Find(parent)!;
    }

    /// <summary>Every directory that is there now and in which a name will come or change, and the root, where the journal is.</summary>
    private IEnumerable<UndoStep.Touched> Touched(IEnumerable<ImagePath> files) =>
        files.Select(NearestDirectory).Append(tree.Root).DistinctBy(directory => directory.Path)
            .Select(directory => new UndoStep.Touched(directory.Path, directory.Status.Modified));

    private void Swap(UndoStep step, int number)
    {
        MakeMissing(step.Path.Parent);
        var directory = tree.Find(step.Path.Parent) is { IsDirectory: true } parent
            ? parent
            : throw new IOException($"'{step.Path.Parent}' is no directory any more");
        var target = Path.Combine(directory.HostPath, step.Path.Name);
        if (step is UndoStep.Replaced)
        {
            // Linked, so that at no moment the name is without a file; moved where it cannot be linked.
            var original = journal.Original(number);
            if (!HostFile.TryLink(target, original))
            {
                HostFile.Rename(target, original);
            }
        }
        else if (FileStatus.Of(target) is not null)
        {
            throw new IOException($"'{step.Path}' has appeared meanwhile");
        }
        else
        {
            FileMetadata.Inherit(directory.HostPath, journal.New(number), isDirectory: false);
        }

        HostFile.Rename(journal.New(number), target);
        Durability.SyncDirectory(directory.HostPath);
    }

    private void MakeMissing(ImagePath directory)
    {
        if (tree.Find(directory) is not null)
        {
            return;
        }

        MakeMissing(directory.Parent);
        var parent = tree.Find(directory.Parent)!;
        var path = Path.Combine(parent.HostPath, directory.Name);
        HostFile.MakePrivateDirectory(path);
        FileMetadata.Inherit(parent.HostPath, path, isDirectory: true);
    }
}
