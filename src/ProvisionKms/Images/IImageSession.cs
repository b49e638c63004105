using ProvisionKms.Diagnostics;

namespace ProvisionKms.Images;

/// <summary>
/// An image container, opened. Reading changes nothing on disk. <see cref="Commit"/> writes all that was staged, once;
/// disposing without it discards. Different images may be used by different threads at the same time; one image by one.
/// </summary>
public interface IImageSession : IDisposable
{
    ImageKind Kind { get; }

    /// <summary>The container on this machine, absolute.</summary>
    string Path { get; }

    IReadOnlyList<ImageIndex> Indexes { get; }

    /// <summary>Those of a virtual disk; other containers have none.</summary>
    IReadOnlyList<DiskPartition> Partitions => [];

    /// <summary>The files of install media beside its images; other containers have none. What holds the images is not fingerprinted with them.</summary>
    IImageTree? Media => null;

    IImageTree Tree(ImageIndex index);

    /// <summary>Gives the output another format than the source has, before the commit.</summary>
    /// <exception cref="ProvisionException">This kind of image has one format, or the output is the image itself.</exception>
    void SetOutputFormat(string output, DiskOutputFormat format) => throw new ProvisionException(
        Codes.OutputFormatNotForImage,
        Codes.OutputFormatNotForImage.Title,
        new SourceSpan(Path),
        Codes.OutputFormatNotForImage.Hint);

    /// <summary>Writes everything staged for <paramref name="output"/> (absolute; equal to <see cref="Path"/> means in place).</summary>
    /// <returns>The written, not yet published result.</returns>
    /// <exception cref="ProvisionException">It could not be written; the source is as it was.</exception>
    IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation);
}

/// <summary>
/// A committed result that can still be undone: read it back with <see cref="Reopen"/>, then <see cref="Publish"/> it.
/// Disposed unpublished, it leaves the source as it was and no output.
/// </summary>
public interface IStagedImage : IDisposable
{
    /// <summary>Opens the result afresh, for reading; nothing remembered from the commit is used.</summary>
    IImageSession Reopen();

    void Publish();
}
