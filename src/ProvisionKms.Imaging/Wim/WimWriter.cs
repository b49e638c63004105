using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;
using ProvisionKms.Imaging.Interop.Wimlib;

namespace ProvisionKms.Imaging.Wim;

/// <summary>Writes what the trees have staged, once for all images.</summary>
/// <param name="date">When all of it is said to have been made; null is now.</param>
internal sealed class WimWriter(string source, WimHeader header, IReadOnlyList<WimTree> trees, DateTimeOffset? date)
{
    public IStagedImage WriteInPlace(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        RefuseReadOnly(source);
        if (!header.CanAppend)
        {
            return WriteCopy(source, progress, cancellation);
        }

        var journal = Guard(source, () => WimJournal.Begin(source, header));
        try
        {
            Write(source, progress, cancellation);
            return new StagedInPlace(source, journal);
        }
        catch
        {
            journal.Undo();
            throw;
        }
    }

    public IStagedImage WriteCopy(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var draft = Guard(output, () => OutputDraft.For(output));
        try
        {
            Guard(output, () => FileCopy.Copy(source, draft.Path, progress, cancellation));
            Write(draft.Path, progress, cancellation);
            return new StagedWimCopy(draft);
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }

    private void Write(string target, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var staged = trees.Where(t => t.IsStaged).ToList();
        if (staged.Count == 0)
        {
            return;
        }

        using (var wim = WimFile.OpenForWriting(target))
        {
            foreach (var tree in staged)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var (name, value) in tree.StagedProperties)
                {
                    wim.SetProperty(tree.Index, name, value);
                }

                if (tree.Overlay is { } overlay)
                {
                    Stamp(overlay);
                    wim.Overlay(tree.Index, overlay);
                }
            }

            wim.Overwrite(progress, cancellation);
        }

        if (date is { } fixedDate)
        {
            Date(target, staged, fixedDate, cancellation);
        }
    }

    private void Stamp(string overlay)
    {
        if (date is { } fixedDate)
        {
            SourceDate.Stamp(overlay, fixedDate);
        }
    }

    /// <summary>libwim writes the hour of its own clock into the description of an image that it changes; only the description is written again.</summary>
    private static void Date(string target, IEnumerable<WimTree> changed, DateTimeOffset date, CancellationToken cancellation)
    {
        using var wim = WimFile.OpenForWriting(target);
        foreach (var tree in changed)
        {
            foreach (var (property, value) in SourceDate.AsModificationTime(date))
            {
                wim.SetProperty(tree.Index, property, value);
            }
        }

        wim.Overwrite(progress: null, cancellation);
    }

    private void RefuseReadOnly(string path)
    {
        if (header.IsReadOnly || new FileInfo(path).IsReadOnly)
        {
            throw new ProvisionException(Codes.WimReadOnly, "the WIM is marked or kept read-only", new SourceSpan(path),
                "name another --output, or give the file write permission");
        }
    }

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.CommitFailed, $"cannot write: {error.Message}", new SourceSpan(path),
                "is the disk full or read-only?", error);
        }
    }
}
