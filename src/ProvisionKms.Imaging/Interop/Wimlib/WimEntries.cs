using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Interop.Wimlib;

/// <summary>Reads libwim's directory entries into ours.</summary>
internal static class WimEntries
{
    private const int FixedBytes = 4 * sizeof(uint) + 3 * 12 + 64;
    private const int BytesPerStream = sizeof(ulong) + 20;

    /// <summary>Null for a name that Windows itself could not use.</summary>
    public static unsafe TreeEntry? ToTreeEntry(in DirEntry entry)
    {
        var length = entry.Attributes.HasFlag(FileAttributes.Directory) ? 0 : (long)Streams(entry)->Resource.UncompressedSize;
        try
        {
            return new TreeEntry(
                ImagePath.Parse(FullPath(entry)),
                entry.Attributes.HasFlag(FileAttributes.Directory),
                length,
                entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
                entry.Attributes.HasFlag(FileAttributes.Encrypted));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>All that the WIM's metadata says of the entry; content by libwim's SHA-1 of each stream.</summary>
    public static unsafe TreeFingerprint ToFingerprint(in DirEntry entry)
    {
        var path = FullPath(entry)[1..].Replace('/', '\\');
        var pathBytes = MemoryMarshal.AsBytes(path.AsSpan());
        var streamCount = (int)entry.NamedStreamCount + 1;
        var dosName = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry.DosName);
        var namesLength = 0;
        for (var i = 0; i < streamCount; i++)
        {
            namesLength += Name(Streams(entry)[i]).Length;
        }

        var size = FixedBytes + pathBytes.Length + dosName.Length + (int)entry.SecurityDescriptorSize + namesLength + (streamCount * BytesPerStream);
        var buffer = size <= 1024 ? stackalloc byte[size] : new byte[size];
        var writer = new SpanWriter(buffer);
        writer.Put((uint)entry.Attributes);
        writer.Put(entry.ReparseTag);
        writer.Put(entry.LinkCount);
        writer.Put(entry.NamedStreamCount);
        writer.Put(entry.CreationTime);
        writer.Put(entry.LastWriteTime);
        writer.Put(entry.LastAccessTime);
        fixed (byte* id = entry.ObjectId)
        {
            writer.Put(new ReadOnlySpan<byte>(id, 64));
        }

        writer.Put(pathBytes);
        writer.Put(dosName);
        writer.Put(new ReadOnlySpan<byte>(entry.SecurityDescriptor, (int)entry.SecurityDescriptorSize));
        for (var i = 0; i < streamCount; i++)
        {
            ref var stream = ref Streams(entry)[i];
            writer.Put(Name(stream));
            writer.Put(stream.Resource.UncompressedSize);
            fixed (byte* sha1 = stream.Resource.Sha1)
            {
                writer.Put(new ReadOnlySpan<byte>(sha1, 20));
            }
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer, digest);
        return new TreeFingerprint(path, MemoryMarshal.Read<UInt128>(digest));
    }

    private static string FullPath(in DirEntry entry) => WimStringMarshaller.ConvertToManaged(entry.FullPath)!;

    private static unsafe StreamEntry* Streams(in DirEntry entry)
    {
        fixed (DirEntry* start = &entry)
        {
            return (StreamEntry*)(start + 1);
        }
    }

    private static unsafe ReadOnlySpan<byte> Name(in StreamEntry stream) =>
        MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)stream.Name);

    private ref struct SpanWriter(Span<byte> rest)
    {
        private Span<byte> _rest = rest;

        public void Put(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_rest);
            _rest = _rest[bytes.Length..];
        }

        public void Put<T>(T value)
            where T : unmanaged
        {
            MemoryMarshal.Write(_rest, value);
            _rest = _rest[Marshal.SizeOf<T>()..];
        }

        public void Put(WimTime time)
        {
            Put(time.Seconds);
            Put(time.Nanoseconds);
        }
    }
}
