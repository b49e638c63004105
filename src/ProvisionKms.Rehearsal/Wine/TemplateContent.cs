using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>A file of a prefix, or a folder where there is no content. The path is relative to the prefix, with slashes.</summary>
internal sealed record TemplateEntry(string Path, byte[]? Content);

/// <summary>A prefix as one file: a digest, then all entries, packed. A file that was cut or altered is told by its digest.</summary>
internal static class TemplateContent
{

    public static byte[] Pack(IReadOnlyList<TemplateEntry> entries)
    {
        using var packed = new MemoryStream();
        packed.Write(new byte[SHA256.HashSizeInBytes]);
        using (var writer = new BinaryWriter(new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true), Encoding.UTF8))
        {
            writer.Write(entries.Count);
            foreach (var (path, content) in entries)
            {
                writer.Write(path);
                writer.Write(content?.Length ?? -1);
                writer.Write(content ?? []);
            }
        }

        var file = packed.ToArray();
        SHA256.HashData(file.AsSpan(SHA256.HashSizeInBytes), file);
        return file;
    }

    /// <returns>Null where it is not what <see cref="Pack"/> made.</returns>
    public static IReadOnlyList<TemplateEntry>? Unpack(byte[] file)
    {
        if (file.Length < SHA256.HashSizeInBytes || !SHA256.HashData(file.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(file.AsSpan(0, SHA256.HashSizeInBytes)))
        {
            return null;
        }

        using var packed = new MemoryStream(file, SHA256.HashSizeInBytes, file.Length - SHA256.HashSizeInBytes);
        using var reader = new BinaryReader(new GZipStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        var entries = new TemplateEntry[reader.ReadInt32()];
        for (var i = 0; i < entries.Length; i++)
        {
            var path = reader.ReadString();
            var length = reader.ReadInt32();
            entries[i] = new TemplateEntry(path, length < 0 ? null : reader.ReadBytes(length));
        }

        return entries;
    }
}
