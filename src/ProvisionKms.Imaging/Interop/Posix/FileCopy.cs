using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Interop.Posix;

/// <summary>
/// Copies a file the cheapest way that the file system has: a reflink shares the blocks, copy_file_range copies inside
/// the kernel, and only then are bytes moved through us.
/// </summary>
internal static partial class FileCopy
{
    private const int Piece = 64 << 20;
    private const nuint FiClone = 0x40049409;

    /// <returns>The length.</returns>
    public static long Copy(string source, string target, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        using var from = File.OpenHandle(source, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var to = File.OpenHandle(target, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        if (!OperatingSystem.IsLinux() || !TryClone(from, to))
        {
            CopyPieces(from, to, progress, cancellation);
        }

        return RandomAccess.GetLength(to);
    }

    private static bool TryClone(SafeFileHandle from, SafeFileHandle to) => ioctl(to, FiClone, (int)from.DangerousGetHandle()) == 0;

    private static void CopyPieces(SafeFileHandle from, SafeFileHandle to, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var total = RandomAccess.GetLength(from);
        var inKernel = OperatingSystem.IsLinux();
        byte[]? buffer = null;
        for (long done = 0; done < total;)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new WorkProgress("copying", done, total));
            if (inKernel)
            {
                long source = done, target = done;
                var copied = copy_file_range(from, ref source, to, ref target, Piece, 0);
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

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(SafeFileHandle fd, nuint request, int argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint copy_file_range(SafeFileHandle source, ref long sourceOffset, SafeFileHandle target, ref long targetOffset, nint length, uint flags);
}
