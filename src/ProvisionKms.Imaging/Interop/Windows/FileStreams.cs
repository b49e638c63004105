using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>The named streams of a file or directory.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class FileStreams
{
    private const string Unnamed = "::$DATA";

    /// <summary>With their colons, <c>:Zone.Identifier:$DATA</c>; none where the file system has none.</summary>
    internal static IReadOnlyList<(string Name, long Length)> Named(SafeFileHandle handle, string path)
    {
        for (var buffer = new byte[1024]; ; buffer = new byte[4 * buffer.Length])
        {
            fixed (byte* bytes = buffer)
            {
                if (Kernel32.GetFileInformationByHandleEx(handle, FILE_INFO_BY_HANDLE_CLASS.FileStreamInfo, bytes, buffer.Length))
                {
                    return [.. Read(buffer).Where(stream => stream.Name != Unnamed)];
                }
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Win32.ERROR_MORE_DATA:
                    continue;
                case Win32.ERROR_HANDLE_EOF or Win32.ERROR_NOT_SUPPORTED or Win32.ERROR_INVALID_FUNCTION or Win32.ERROR_INVALID_PARAMETER or Win32.ERROR_CALL_NOT_IMPLEMENTED:
                    return [];
                case var error:
                    throw new WindowsException(nameof(FILE_INFO_BY_HANDLE_CLASS.FileStreamInfo), path, error);
            }
        }
    }

    internal static void Copy(string from, string to)
    {
        using var handle = FileHandle.Open(from, Win32.FILE_READ_ATTRIBUTES);
        foreach (var (name, _) in Named(handle, from))
        {
            using var source = new FileStream(OpenRead(from + name), FileAccess.Read);
            using var target = new FileStream(LongPath.Of(to) + name, FileMode.Create, FileAccess.Write, FileShare.None);
            source.CopyTo(target);
            target.Flush(flushToDisk: true);
        }
    }

    internal static SafeFileHandle OpenRead(string path) =>
        FileHandle.Open(path, Win32.GENERIC_READ, Win32.FILE_FLAG_SEQUENTIAL_SCAN, FileShare.Read | FileShare.Delete);

    private static List<(string Name, long Length)> Read(byte[] buffer)
    {
        var streams = new List<(string, long)>();
        for (var entry = 0; ;)
        {
            var head = MemoryMarshal.Read<FILE_STREAM_INFO>(buffer.AsSpan(entry));
            var name = MemoryMarshal.Cast<byte, char>(buffer.AsSpan(entry + sizeof(FILE_STREAM_INFO), (int)head.StreamNameLength));
            if (name.Length > 0)
            {
                streams.Add((name.ToString(), head.StreamSize));
            }

            if (head.NextEntryOffset == 0)
            {
                return streams;
            }

            entry += (int)head.NextEntryOffset;
        }
    }
}
