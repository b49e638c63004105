using System.Buffers.Binary;

namespace ProvisionKms.Imaging.Tests.Hives;

/// <summary>Changes a hive or a log behind the library's back.</summary>
internal static class HiveBytes
{
    internal static void SetSequence(string file, uint primary, uint secondary)
    {
        Patch(file, 4, primary);
        Patch(file, 8, secondary);
        Seal(file);
    }

    internal static void Patch(string file, int offset, uint number)
    {
        var bytes = File.ReadAllBytes(file);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), number);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Makes the checksum of the header right again.</summary>
    internal static void Seal(string file)
    {
        var bytes = File.ReadAllBytes(file);
        Seal(bytes);
        File.WriteAllBytes(file, bytes);
    }

    internal static void Seal(Span<byte> block)
    {
        var sum = 0u;
        for (var offset = 0; offset < 508; offset += 4)
        {
            sum ^= BinaryPrimitives.ReadUInt32LittleEndian(block[offset..]);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(block[508..], sum);
    }

    internal static uint Read(string file, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(File.ReadAllBytes(file).AsSpan(offset));
}
