using Microsoft.Win32.SafeHandles;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Interop.Windows;

namespace ProvisionKms.Imaging.Staging;

/// <summary>Copies a file the cheapest way that the file system has; bytes are moved through us only where it has none.</summary>
internal static class FileCopy
{
    private const int Piece = 64 << 20;

    /// <returns>The length.</returns>
    public static long Copy(string source, string target, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        // Open while it is copied: nobody may write it meanwhile.
        using var from = File.OpenHandle(source, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (OperatingSystem.IsWindows())
        {
            WindowsCopy.Copy(source, target, progress, cancellation);
            return RandomAccess.GetLength(from);
        }

        using var to = File.OpenHandle(target, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        if (!OperatingSystem.IsLinux() || !PosixCopy.TryClone(from, to))
        {
            CopyPieces(from, to, progress, cancellation);
        }

        return RandomAccess.GetLength(to);
    }

    private static void CopyPieces(SafeFileHandle from, SafeFileHandle to, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var total = RandomAccess.GetLength(from);
        var inKernel = true;
        byte[]? buffer = null;
        for (long done = 0; done < total;)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new WorkProgress("copying", done, total));
            if (inKernel && OperatingSystem.IsLinux())
            {
                var copied = PosixCopy.CopyInKernel(from, to, done, Piece);
                inKernel = copied > 0;
                done += Math.Max(copied, 0);
                continue;
            }

            buffer ??= new byte[1 << 20];
            var read = RandomAccess.Read(from, buffer, done);
            if (read == 0)
            {
                throw new EndOfStreamException("the source became shorter while it was copied");
            }

            RandomAccess.Write(to, buffer.AsSpan(0, read), done);
            done += read;
        }
    }
}
