using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Media;

/// <summary>The folder that media are unpacked into: first what holds the images, and the rest only to make them anew.</summary>
[SupportedOSPlatform("linux")]
internal sealed class UnpackedMedia : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly SevenZip _archive;
    private readonly MediaListing _listing;
    private readonly InstallFile _install;
    private readonly string _path;

    internal UnpackedMedia(string path, SevenZip archive, MediaListing listing, InstallFile install, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        (_path, _archive, _listing, _install) = (path, archive, listing, install);
        try
        {
            Folder = _scratch.NewFolder("media");
            UnpackImages(progress, cancellation);
        }
        catch
        {
            _scratch.Dispose();
            throw;
        }
    }

    internal string Folder { get; }

    /// <summary>The WIM that holds the images.</summary>
    internal string Images => HostPath(_install.Target);

    internal string HostPath(ImagePath path) => Path.Combine(Folder, _listing.Find(path)?.Name ?? path.ToSlashes());

    internal void UnpackRest(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        Unpack([], _install.Parts, _listing.Length, progress, cancellation);
        foreach (var entry in _listing.All.Except(_install.Parts))
        {
            Check(entry);
        }
    }

    /// <summary>Puts a file at its place, over what is there.</summary>
    internal void Write(ImagePath path, byte[] content)
    {
        var target = _listing.Find(path) is { } there ? Path.Combine(Folder, there.Name) : Path.Combine(FolderFor(path.Parent), path.Name);
        if (FileStatus.Of(target) is { } status && (status.Kind != FileKind.Regular || new FileInfo(target).IsReadOnly))
        {
            File.Delete(target);
        }

        File.WriteAllBytes(target, content);
    }

    public void Dispose() => _scratch.Dispose();

    internal static Action<double>? Report(string activity, long total, IProgress<WorkProgress>? progress) => progress is null ? null
        : percent => progress.Report(new WorkProgress(activity, (long)(total * (percent / 100)), total));

    private void UnpackImages(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var length = _install.Parts.Sum(part => part.Length);
        MediaRoom.Require(_path, (_scratch.Path, _install.IsSplit ? 2 * length : length));
        Unpack(_install.Parts, [], length, progress, cancellation);
        foreach (var part in _install.Parts)
        {
            Check(part);
        }

        if (_install.IsSplit)
        {
            SplitWim.Join([.. _install.Parts.Select(part => HostPath(part.Path))], Images);
            foreach (var part in _install.Parts)
            {
                File.Delete(HostPath(part.Path));
            }
        }

        // Media are read-only, and so is what comes from them.
        File.SetUnixFileMode(Images, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void Unpack(
        IReadOnlyCollection<MediaEntry> chosen, IReadOnlyCollection<MediaEntry> left, long length, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var report = Report("unpacking", length, progress);
        _archive.Unpack(Folder, chosen, left, report, cancellation);

        // 7-Zip says how far it is from time to time, and not when it is done.
        report?.Invoke(100);
    }

    /// <summary>As many bytes as were listed, in a plain file or folder: nothing that a link could lead out.</summary>
    private void Check(MediaEntry entry)
    {
        var status = FileStatus.Of(Path.Combine(Folder, entry.Name));
        if (status is not { } found || found.Kind != (entry.IsDirectory ? FileKind.Directory : FileKind.Regular) || (!entry.IsDirectory && found.Length != entry.Length))
        {
            throw new ProvisionException(Codes.MediaUnreadable, $"the media cannot be read: '{entry.Name}' is not what the list of files says", new SourceSpan(_path), Codes.MediaUnreadable.Hint);
        }
    }

    private string FolderFor(ImagePath path)
    {
        var folder = path.Parts.Select((_, depth) => path.Parts.Take(depth + 1).Aggregate(ImagePath.Root, (all, name) => all / name))
            .Aggregate(Folder, (above, next) => Path.Combine(above, _listing.Find(next)?.Path.Name ?? next.Name));
        Directory.CreateDirectory(folder);
        return folder;
    }
}
