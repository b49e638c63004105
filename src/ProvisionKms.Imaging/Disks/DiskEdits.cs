using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// Writes staged files to a mounted overlay. No journal: until it has been verified the overlay is worth nothing to anybody.
/// Of a file that is there only the pieces that differ are written, so that a hive costs what changes in it.
/// </summary>
/// <param name="before">The same volume in the source, where what was read once is still in memory.</param>
[SupportedOSPlatform("linux")]
internal sealed class DiskEdits(HostTree files, HostTree before)
{
    private const int Piece = 4096;
    private const int Read = 256 * Piece;

    internal void Write(StagedFiles staged, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var (done, total) = (0L, staged.All.Sum(file => file.Length));
        foreach (var file in staged.All)
        {
            cancellation.ThrowIfCancellationRequested();
            Write(file);
            progress?.Report(new WorkProgress("writing", done += file.Length, total));
        }

        foreach (var path in staged.Closed)
        {
            Close(path);
        }
    }

    private void Write(StagedFile file)
    {
        switch (files.Find(file.Path))
        {
            case null:
                Create(file);
                break;
            case { IsFile: true } existing when before.Find(file.Path) is { IsFile: true } source:
                Change(source.HostPath, existing.HostPath, file.Read());
                break;
            default:
                throw new IOException($"'{file.Path}' is no file");
        }
    }

    private void Create(StagedFile file)
    {
        var folder = Folder(file.Path.Parent);
        var path = Path.Combine(folder.HostPath, file.Path.Name);
        using (new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
        }

        // Before there is anything in it: a key may be.
        Secure(folder.HostPath, path, isDirectory: false);
        File.WriteAllBytes(path, file.Read());
    }

    private HostEntry Folder(ImagePath path)
    {
        switch (files.Find(path))
        {
            case { IsDirectory: true } there:
                return there;
            case null:
                var parent = Folder(path.Parent);
                var made = Path.Combine(parent.HostPath, path.Name);
                HostFile.MakePrivateDirectory(made);
                Secure(parent.HostPath, made, isDirectory: true);
                return files.Find(path)!;
            default:
                throw new IOException($"'{path}' is no directory");
        }
    }

    private static void Secure(string directory, string added, bool isDirectory) =>
        FileMetadata.SetSecurity(added, NtfsInheritance.Of(FileMetadata.Security(directory), isDirectory));

    private void Close(ImagePath path)
    {
        var entry = files.Find(path) ?? throw new IOException($"'{path}' is gone");
        if (FileMetadata.Security(entry.HostPath) is { } security && NtfsDescriptor.ClosedToOthers(security, entry.IsDirectory) is { } closed)
        {
            FileMetadata.SetSecurity(entry.HostPath, closed);
        }
    }

    private static void Change(string source, string path, byte[] content)
    {
        using var original = File.OpenHandle(source);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        var old = new byte[Read];
        for (var at = 0; at < content.Length; at += Read)
        {
            var length = Math.Min(Read, content.Length - at);
            var known = RandomAccess.Read(original, old.AsSpan(0, length), at);
            for (var piece = 0; piece < length; piece += Piece)
            {
                var now = content.AsSpan(at + piece, Math.Min(Piece, length - piece));
                if (piece + now.Length > known || !now.SequenceEqual(old.AsSpan(piece, now.Length)))
                {
                    RandomAccess.Write(file, now, at + piece);
                }
            }
        }

        if (RandomAccess.GetLength(file) != content.Length)
        {
            RandomAccess.SetLength(file, content.Length);
        }
    }
}
