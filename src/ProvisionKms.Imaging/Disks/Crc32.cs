namespace ProvisionKms.Imaging.Disks;

/// <summary>The check sum of a GPT: CRC-32 as in zip. Of some 16 KiB, so no table.</summary>
internal static class Crc32
{
    private const uint Reflected = 0xedb88320;

    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var next in bytes)
        {
            sum ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ (Reflected & (0 - (sum & 1)));
            }
        }

        return ~sum;
    }
}
