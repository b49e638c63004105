using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ProvisionKms.Samples;

/// <summary>
/// Gives the files of an uncompressed WIM what libwim cannot capture on Linux: security descriptors and attributes.
/// Every image's metadata resource is rewritten at the end of the file; the layout is that of
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/wim-file-format (the white paper "Windows Imaging File Format").
/// </summary>
internal static class SampleSecurity
{
    private const int BlobTableHeader = 48;
    private const int BlobEntrySize = 50;
    private const byte MetadataFlag = 0x02;
    private const uint Directory = 0x10;
    private const uint Archive = 0x20;
    private const uint HiddenSystem = 0x06;

    private static readonly byte[] System = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
    private static readonly byte[] Administrators = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 32, 2, 0, 0];
    private static readonly byte[] Users = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 33, 2, 0, 0];

    /// <summary>By security id: folders hand their access on, files do not.</summary>
    private static readonly byte[][] Descriptors = [Descriptor(inherit: 0x03), Descriptor(inherit: 0)];

    public static void Apply(string wim)
    {
        using var file = File.Open(wim, FileMode.Open, FileAccess.ReadWrite);
        var table = ReadAt(file, Number(ReadAt(file, BlobTableHeader + 8, 8)), (int)Number(ReadAt(file, BlobTableHeader + 16, 8)));
        for (var at = 0; at < table.Length; at += BlobEntrySize)
        {
            var entry = table.AsSpan(at, BlobEntrySize);
            if ((entry[7] & MetadataFlag) != 0)
            {
                var metadata = Rewrite(ReadAt(file, Number(entry[8..]), (int)Number(entry[16..])));
                BinaryPrimitives.WriteInt64LittleEndian(entry, metadata.Length + ((long)MetadataFlag << 56));
                BinaryPrimitives.WriteInt64LittleEndian(entry[8..], file.Length);
                BinaryPrimitives.WriteInt64LittleEndian(entry[16..], metadata.Length);
#pragma warning disable CA5350 // The format names every blob by its SHA-1.
                SHA1.HashData(metadata, entry[30..]);
#pragma warning restore CA5350
                file.Position = file.Length;
                file.Write(metadata);
            }
        }

        file.Position = Number(ReadAt(file, BlobTableHeader + 8, 8));
        file.Write(table);
    }

    /// <summary>Replaces the empty security data at the front; everything behind it moves, and so do the offsets to it.</summary>
    private static byte[] Rewrite(byte[] metadata)
    {
        var old = Align(BinaryPrimitives.ReadInt32LittleEndian(metadata));
        var length = Align(8 + 8 * Descriptors.Length + Descriptors.Sum(d => d.Length));
        var result = new byte[length + metadata.Length - old];
        BinaryPrimitives.WriteInt32LittleEndian(result, length);
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(4), Descriptors.Length);
        var data = 8 + 8 * Descriptors.Length;
        for (var id = 0; id < Descriptors.Length; id++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(result.AsSpan(8 + 8 * id), Descriptors[id].Length);
            Descriptors[id].CopyTo(result, data);
            data += Descriptors[id].Length;
        }

        metadata.AsSpan(old).CopyTo(result.AsSpan(length));
        Visit(result, length, length - old);
        return result;
    }

    /// <summary>One list of siblings; a length of 0 ends it.</summary>
    private static void Visit(byte[] metadata, int at, int shift)
    {
        for (var length = 0L; (length = Number(metadata.AsSpan(at))) != 0;)
        {
            var entry = metadata.AsSpan(at);
            var isDirectory = (BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]) & Directory) != 0;
            BinaryPrimitives.WriteInt32LittleEndian(entry[12..], isDirectory ? 0 : 1);
            if (!isDirectory)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], Archive | (NameOf(entry) == "desktop.ini" ? HiddenSystem : 0));
            }

            var children = Number(entry[16..]);
            if (children != 0)
            {
                BinaryPrimitives.WriteInt64LittleEndian(entry[16..], children + shift);
                Visit(metadata, (int)children + shift, shift);
            }

            var streams = BinaryPrimitives.ReadUInt16LittleEndian(entry[96..]);
            at += Align((int)length);
            for (; streams > 0; streams--)
            {
                at += Align((int)Number(metadata.AsSpan(at)));
            }
        }
    }

    private static string NameOf(ReadOnlySpan<byte> entry) =>
        global::System.Text.Encoding.Unicode.GetString(entry.Slice(102, BinaryPrimitives.ReadUInt16LittleEndian(entry[100..])));

    /// <summary>O:SYG:SYD:P(A;…;FA;;;SY)(A;…;FA;;;BA)(A;…;0x1200a9;;;BU), self-relative.</summary>
    private static byte[] Descriptor(byte inherit)
    {
        byte[] aces = [.. Ace(inherit, 0x1F01FF, System), .. Ace(inherit, 0x1F01FF, Administrators), .. Ace(inherit, 0x1200A9, Users)];
        const int Header = 20;
        var acl = Header + 2 * System.Length;
        return
        [
            1, 0, 0x04, 0x90, .. Bytes(Header), .. Bytes(Header + System.Length), .. Bytes(0), .. Bytes(acl), .. System, .. System,
            2, 0, .. BitConverter.GetBytes((ushort)(8 + aces.Length)), 3, 0, 0, 0, .. aces,
        ];
    }

    private static byte[] Ace(byte inherit, int mask, byte[] sid) =>
        [0, inherit, .. BitConverter.GetBytes((ushort)(8 + sid.Length)), .. Bytes(mask), .. sid];

    private static byte[] Bytes(int number) => BitConverter.GetBytes(number);

    private static byte[] ReadAt(FileStream file, long offset, int length)
    {
        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);

    private static int Align(int length) => (length + 7) & ~7;
}
