using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>
/// Makes a change of several files all or nothing. A folder in the root of the image, so on the same file system, holds
/// the new files until they are swapped in, the originals after that, a list of the steps, and a lock.
/// <para>
/// The list is on disk before the first step, and removing it is the moment of no return: as long as it is there, undoing
/// its steps brings the image back to what it was, however many of them had been done. Without a list there is nothing to
/// undo and the folder is only litter. A killed process loses its lock, which is how the next one tells an interrupted run
/// from one that is still at work.
/// </para>
/// The folder comes with the image, so its list is believed no further than the image: a forged one cannot lead out.
/// </summary>
internal sealed class UndoJournal : IDisposable
{
    internal const string FolderName = ".provision-kms-undo";

    private const string FirstLine = "provision-kms undo journal 1";
    private const string LastLine = "end";
    private const long LongestList = 1 << 20;

    private readonly HostTree _tree;
    private readonly string _folder;
    private readonly FileStream _lock;

    private UndoJournal(HostTree tree, FileStream @lock)
    {
        (_tree, _lock) = (tree, @lock);
        _folder = FolderIn(tree.HostPath);
    }

    private string List => Path.Combine(_folder, "journal");

    /// <exception cref="ProvisionException">Another run is at work in the directory.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    internal static UndoJournal Begin(HostTree tree)
    {
        var before = tree.Root.Status.Modified;
        HostFile.MakePrivateDirectory(FolderIn(tree.HostPath));
        var journal = new UndoJournal(tree, Lock(tree));

        // The lock's own time keeps the root's, for a run that is killed before there is a list.
        HostFile.SetModified(LockIn(tree.HostPath), before);
        return journal;
    }

    internal static bool ExistsIn(HostTree tree) => FileStatus.Of(FolderIn(tree.HostPath)) is not null;

    /// <summary>Undoes an interrupted run, if there was one.</summary>
    /// <exception cref="ProvisionException">Another run is at work, or undoing failed.</exception>
    internal static void Recover(HostTree tree)
    {
        switch (FileStatus.Of(FolderIn(tree.HostPath)))
        {
            case null:
                return;
            case { Kind: FileKind.Directory }:
                using (var journal = new UndoJournal(tree, Lock(tree)))
                {
                    journal.Undo();
                }

                return;
            default:
                throw Failed(tree, "it is no directory");
        }
    }

    internal string New(int number) => Path.Combine(_folder, $"new-{number}");

    internal string Original(int number) => Path.Combine(_folder, $"original-{number}");

    /// <summary>Puts the list on disk; from now on <see cref="Undo"/> undoes these steps, last first.</summary>
    internal void Write(IEnumerable<UndoStep> steps)
    {
        var draft = List + ".draft";
        using (var file = new FileStream(draft, FileMode.CreateNew))
        {
            using (var writer = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" })
            {
                foreach (var line in steps.Select(s => s.ToLine()).Prepend(FirstLine).Append(LastLine))
                {
                    writer.WriteLine(line);
                }
            }

            file.Flush(flushToDisk: true);
        }

        HostFile.Rename(draft, List);
        Durability.SyncDirectory(_folder);
    }

    /// <summary>The change is done for good.</summary>
    /// <exception cref="IOException">It is not, and can still be undone.</exception>
    internal void Complete()
    {
        var touched = ReadList().OfType<UndoStep.Touched>().ToArray();
        HostFile.Delete(List);
        Durability.SyncDirectory(_folder);
        try
        {
            RemoveFolder(touched);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only litter now, which the next run takes away.
        }
    }

    /// <summary>Brings the image back to what it was.</summary>
    internal void Undo()
    {
        try
        {
            var steps = ReadList();
            foreach (var step in steps.Reverse())
            {
                if (Locate(step.Path) is { } target)
                {
                    step.Undo(target, this);
                }
            }

            HostFile.Delete(List);
            RemoveFolder(steps.OfType<UndoStep.Touched>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(_tree, e.Message, e);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string FolderIn(string root) => Path.Combine(root, FolderName);

    private static string LockIn(string root) => Path.Combine(FolderIn(root), "lock");

    private static FileStream Lock(HostTree tree)
    {
        var path = LockIn(tree.HostPath);
        if (FileStatus.Of(path) is { Kind: not FileKind.Regular })
        {
            throw new IOException($"'{path}' is no file");
        }

        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy) when (File.Exists(path))
        {
            throw new ProvisionException(
                Codes.DirectoryInUse, Codes.DirectoryInUse.Title, new SourceSpan(tree.DisplayPath), Codes.DirectoryInUse.Hint, busy);
        }
    }

    private IReadOnlyList<UndoStep> ReadList()
    {
        switch (FileStatus.Of(List))
        {
            case null:
                return [];
            case { Kind: not FileKind.Regular } or { Length: > LongestList }:
                throw Failed(_tree, "its list is no list of ours");
        }

        var lines = File.ReadAllLines(List);
        if (lines is not [FirstLine, .. var middle, LastLine])
        {
            throw Failed(_tree, "its list is not whole");
        }

        return [.. middle.Select(line => UndoStep.Parse(line) ?? throw Failed(_tree, $"its list has the line '{line}'"))];
    }

    /// <summary>The exact path, through directories only; null when a directory on the way is not there (any more).</summary>
    private string? Locate(ImagePath path)
    {
        var host = _tree.HostPath;
        foreach (var directory in path.Parts.SkipLast(1))
        {
            host = Path.Combine(host, directory);
            switch (FileStatus.Of(host))
            {
                case null:
                    return null;
                case { Kind: not FileKind.Directory }:
                    throw Failed(_tree, $"'{path.Parent}' is no directory");
            }
        }

        return path.Parts.Count == 0 ? host : Path.Combine(host, path.Name);
    }

    /// <summary>The time of the root is what it was: only our folder came and went.</summary>
    private void RemoveFolder(IEnumerable<UndoStep.Touched> touched)
    {
        var root = touched.FirstOrDefault(t => t.Path.Parts.Count == 0)?.Modified ?? FileStatus.Of(LockIn(_tree.HostPath))?.Modified;

        // Through FUSE a file that is open would only be renamed, and keep the folder from going.
        _lock.Dispose();
        HostFile.DeleteTree(_folder);
        if (root is { } modified)
        {
            HostFile.SetModified(_tree.HostPath, modified);
        }

        Durability.SyncDirectory(_tree.HostPath);
    }

    private static ProvisionException Failed(HostTree tree, string why, Exception? inner = null) =>
        new(Codes.UndoFailed, $"an interrupted run could not be undone: {why}", new SourceSpan(Path.Combine(tree.DisplayPath, FolderName)), HintFor(inner), inner);

    private static string? HintFor(Exception? inner) => inner is not null && HostFile.IsHeldByAnother(inner)
        ? $"{HostFile.HeldHint}; a hive that servicing still has loaded is free after a restart"
        : Codes.UndoFailed.Hint;
}
