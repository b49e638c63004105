using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>A file that a commit will write: content in memory, or a file of this machine that holds it.</summary>
internal sealed record StagedFile(ImagePath Path, ReadOnlyMemory<byte> Content, string? HostFile = null)
{
    internal long Length => HostFile is null ? Content.Length : new FileInfo(HostFile).Length;

    internal byte[] Read() => HostFile is null ? Content.ToArray() : File.ReadAllBytes(HostFile);

    /// <summary>Writes a new file and flushes it to the disk.</summary>
    internal void CopyTo(string target)
    {
        if (HostFile is not null)
        {
            FileCopy.Copy(HostFile, target, progress: null, CancellationToken.None);
        }

        using var file = new FileStream(target, HostFile is null ? FileMode.CreateNew : FileMode.Append, FileAccess.Write, FileShare.None);
        file.Write(Content.Span);
        file.Flush(flushToDisk: true);
    }
}
