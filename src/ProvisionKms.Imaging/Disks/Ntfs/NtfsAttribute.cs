using System.Buffers.Binary;
using System.Text;

namespace ProvisionKms.Imaging.Disks.Ntfs;

/// <summary>One attribute of a record: what kind, and where its content is.</summary>
/// <param name="Content">Of a resident one.</param>
/// <param name="Runs">Of one that is not.</param>
internal sealed record NtfsAttribute(uint Type, string Name, byte[]? Content, IReadOnlyList<ClusterRun> Runs)
{
    internal const uint StandardInformation = 0x10;
    internal const uint AttributeList = 0x20;
    internal const uint FileName = 0x30;
    internal const uint VolumeInformation = 0x70;
    internal const uint Data = 0x80;

    private const uint End = 0xffffffff;

    /// <summary>Those of a record, after its fix-ups.</summary>
    internal static IEnumerable<NtfsAttribute> All(byte[] record)
    {
        int length;
        for (var at = (int)BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(20)); ; at += length)
        {
            var type = BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(at));
            if (type == End)
            {
                yield break;
            }

            length = BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(at + 4));
            yield return length > 0 ? Read(type, record.AsSpan(at, length)) : throw new InvalidDataException("an attribute without a length");
        }
    }

    private static NtfsAttribute Read(uint type, ReadOnlySpan<byte> bytes)
    {
        var name = Encoding.Unicode.GetString(bytes.Slice(Short(bytes, 10), 2 * bytes[9]));
        if (bytes[8] == 0)
        {
            return new NtfsAttribute(type, name, bytes.Slice(Short(bytes, 20), BinaryPrimitives.ReadInt32LittleEndian(bytes[16..])).ToArray(), []);
        }

        var first = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        return new NtfsAttribute(type, name, null, ClusterRun.Read(bytes[Short(bytes, 32)..], first));
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
