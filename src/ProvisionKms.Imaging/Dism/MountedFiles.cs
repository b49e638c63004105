using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// Writes staged files straight into a mounted image, which is discarded when something fails. A file that is there keeps
/// its descriptor, attributes and streams, for it is written anew in its place; a new one gets the rights that
/// <see cref="FileMetadata.Inherit"/> gives.
/// </summary>
internal sealed class MountedFiles(HostTree tree)
{
    public void Write(StagedFile file)
    {
        try
        {
            Directory(file.Path.Parent);
            if (tree.Find(file.Path) is { } existing)
            {
                Replace(existing, file);
            }
            else
            {
                Add(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.CommitFailed, $"'{file.Path}' cannot be written into the mounted image: {error.Message}", hint: Codes.CommitFailed.Hint, inner: error);
        }
    }

    private static void Replace(HostEntry existing, StagedFile file)
    {
        if (!existing.IsFile)
        {
            throw new IOException("it is no file");
        }

        var attributes = File.GetAttributes(existing.HostPath);
        var isProtected = (attributes & (FileAttributes.ReadOnly | FileAttributes.Hidden | FileAttributes.System)) != 0;
        if (isProtected)
        {
            // Windows lets nobody truncate a file with one of these attributes.
            File.SetAttributes(existing.HostPath, FileAttributes.Normal);
        }

        File.WriteAllBytes(existing.HostPath, file.Read());
        if (isProtected)
        {
            File.SetAttributes(existing.HostPath, attributes);
        }
    }

    private void Add(StagedFile file)
    {
        var folder = tree.Find(file.Path.Parent)!.HostPath;
        var path = Path.Combine(folder, file.Path.Name);
        file.CopyTo(path);
        FileMetadata.Inherit(folder, path, isDirectory: false);
    }

    private void Directory(ImagePath path)
    {
        switch (tree.Find(path))
        {
            case { IsDirectory: true }:
                return;
            case not null:
                throw new IOException($"'{path}' is no folder");
        }

        Directory(path.Parent);
        var parent = tree.Find(path.Parent)!.HostPath;
        var made = Path.Combine(parent, path.Name);
        System.IO.Directory.CreateDirectory(made);
        FileMetadata.Inherit(parent, made, isDirectory: true);
    }
}
