namespace ProvisionKms.Catalog;

/// <summary>
/// The checksum inside the keys that Windows has used since Windows 8: those with one letter N. The N stands where the
/// first base-24 digit says, the other 24 letters follow. Of the 114-bit number, bits 0-19 are the group, 20-49 the serial,
/// 50-102 security, 103-112 the checksum and 113 the upgrade bit. The checksum is the low ten bits of a CRC-32
/// over the sixteen little-endian bytes with the checksum's own bits zeroed.
/// It finds a mistyped key without a network; it does not tell whether a key exists.
/// </summary>
public static class ProductKeyChecksum
{
    private const string Digits = "BCDFGHJKMPQRTVWXY2346789";
    private const int ChecksumShift = 103;
    private const uint ChecksumMask = 0x3FF;

    /// <summary>Whether the key carries a checksum. Keys up to Windows 7 have no N and cannot be judged.</summary>
    public static bool Applies(ProductKey key) => key.Reveal().Contains('N', StringComparison.Ordinal);

    /// <summary>Whether the checksum is right; true for a key that carries none.</summary>
    public static bool IsValid(ProductKey key)
    {
        if (!Applies(key))
        {
            return true;
        }

        return Decode(key.Reveal()) is { } number && (uint)(number >> ChecksumShift & ChecksumMask) == Compute(number);
    }

    private static UInt128? Decode(string text)
    {
        var letters = text.Replace("-", "", StringComparison.Ordinal);
        var n = letters.IndexOf('N', StringComparison.Ordinal);
        var number = (UInt128)(uint)n;
        foreach (var letter in letters.Remove(n, 1))
        {
            var digit = Digits.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            number = number * 24 + (uint)digit;
        }

        // Bits above the upgrade bit do not exist: such a text was never encoded from a key.
        return number >> 114 == UInt128.Zero ? number : null;
    }

    private static uint Compute(UInt128 number)
    {
        var rest = number & ~((UInt128)ChecksumMask << ChecksumShift);
        var crc = uint.MaxValue;
        for (var i = 0; i < 16; i++)
        {
            crc ^= (uint)(rest >> (8 * i) & 0xFF) << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80000000) != 0 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
            }
        }

        return ~crc & ChecksumMask;
    }
}
