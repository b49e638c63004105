using System.Runtime.Versioning;
using System.Security.Cryptography;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;
using ProvisionKms.Imaging.Wim;

namespace ProvisionKms.Imaging.Media;

/// <summary>
/// Install media in an ISO file. Their images are those of the WIM or ESD in <c>sources</c>, which is unpacked and read as any
/// other; the rest is unpacked only to make the media anew, which every commit does, in place too: an ISO file cannot be edited.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class MediaSession : IImageSession
{
    private readonly MediaListing _listing;
    private readonly UnpackedMedia _unpacked;
    private readonly WimSession _images;
    private readonly MediaTree _media;
    private readonly bool _isOwner;

    private MediaSession(string path, SevenZip archive, MediaListing listing, InstallFile install, UnpackedMedia unpacked, DateTimeOffset? date, bool isOwner)
    {
        (Path, _listing, _unpacked, _isOwner) = (path, listing, unpacked, isOwner);
        _media = new MediaTree(archive, listing, install);
        _images = WimSession.Open(unpacked.Images, ImageAccess.Write, date);
    }

    public ImageKind Kind => ImageKind.Iso;

    public string Path { get; }

    public IReadOnlyList<ImageIndex> Indexes => _images.Indexes;

    public IImageTree Media => _media;

    /// <param name="progress">Of the unpacking.</param>
    /// <param name="date">When what is written into its images is said to have been made; null is now.</param>
    /// <exception cref="ProvisionException">The media cannot be read or hold no Windows, or this machine lacks something.</exception>
    public static MediaSession Open(
        string path, ImageAccess access, IProgress<WorkProgress>? progress, DateTimeOffset? date, CancellationToken cancellation)
    {
        MediaPrograms.Require();
        var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(path);
        if (access == ImageAccess.Write)
        {
            OutputDraft.RemoveLeftovers(real);
        }

        var archive = new SevenZip(real);
        var listing = archive.List();
        var install = InstallFile.Find(listing, real);
        var unpacked = new UnpackedMedia(real, archive, listing, install, progress, cancellation);
        try
        {
            return new MediaSession(real, archive, listing, install, unpacked, date, isOwner: true);
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }

    public IImageTree Tree(ImageIndex index) => _images.Tree(index);

    public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var boot = ElTorito.Read(Path);
        boot.RefuseHybrid(Path);
        MediaRoom.Require(Path, (_unpacked.Folder, _listing.Length), (System.IO.Path.GetDirectoryName(output)!, _listing.Length));
        OutputDraft? draft = null;
        try
        {
            _unpacked.UnpackRest(progress, cancellation);
            var images = BootImages.Find(Path, boot.Entries, _unpacked.Folder, _listing);
            foreach (var (path, content) in _media.Staged)
            {
                _unpacked.Write(path, content);
            }

            using (var edited = _images.Commit(_unpacked.Images, progress, cancellation))
            {
                edited.Publish();
            }

            draft = OutputDraft.For(output);
            IsoWriter.Write(_unpacked.Folder, boot, images, draft.Path, UnpackedMedia.Report("writing", _listing.Length, progress), cancellation);
            RequireBoots(boot, images, draft.Path);
            return new StagedMedia(draft, () => Reopen(draft.Path, cancellation));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            draft?.Dispose();
            throw new ProvisionException(Codes.CommitFailed, $"the media could not be written: {error.Message}", new SourceSpan(output), Codes.CommitFailed.Hint, error);
        }
        catch
        {
            draft?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _images.Dispose();
        if (_isOwner)
        {
            _unpacked.Dispose();
        }
    }

    /// <summary>
    /// What was written, read back. Its images are not unpacked once more: they are read where they were edited, and what is on the
    /// media must be that file, byte by byte.
    /// </summary>
    private MediaSession Reopen(string draft, CancellationToken cancellation)
    {
        var archive = new SevenZip(draft);
        var listing = archive.List();
        var install = InstallFile.Find(listing, draft);
        var session = new MediaSession(draft, archive, listing, install, _unpacked, date: null, isOwner: false);
        using var edited = File.OpenRead(_unpacked.Images);
        if (!session._media.HashOfImages(cancellation).AsSpan().SequenceEqual(SHA256.HashData(edited)))
        {
            session.Dispose();
            throw new ProvisionException(Codes.VerificationFailed, $"{install.Target} on the new media is not what was written", new SourceSpan(draft), Codes.VerificationFailed.Hint);
        }

        return session;
    }

    /// <summary>The new media start as the old ones do: same firmware, same size, same content, another place.</summary>
    private void RequireBoots(ElTorito source, IReadOnlyList<BootImage> images, string draft)
    {
        var made = ElTorito.Read(draft);
        if (made.Label != source.Label || !made.Entries.Select(WithoutPlace).SequenceEqual(source.Entries.Select(WithoutPlace)) ||
            !images.Select((image, n) => BootImages.AreSame(Path, source.Entries[n], draft, made.Entries[n], image)).All(same => same))
        {
            throw new ProvisionException(Codes.MediaNotBootable, "the new media would not start as the old ones do; nothing was published", new SourceSpan(Path), Codes.MediaNotBootable.Hint);
        }
    }

    private static BootEntry WithoutPlace(BootEntry entry) => entry with { Place = 0 };
}
