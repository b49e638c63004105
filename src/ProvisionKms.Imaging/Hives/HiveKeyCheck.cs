using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Interop.Hivex;

namespace ProvisionKms.Imaging.Hives;

/// <summary>
/// Looks at a key before hivex reads or rewrites it, in the places where hivex trusts the file: it follows the segment
/// list of big data without a bound, and when it rewrites a key's values it asserts, ending the process, that
/// each old value has a data cell of its own. It also writes big data (over 16,344 bytes) in the form of
/// hives before version 1.4, which newer Windows takes for damage. Such keys are left alone.
/// </summary>
internal sealed class HiveKeyCheck(HiveView view, HiveBins bins)
{
    private const uint InlineFlag = 0x80000000;
    private const int CellHeader = 4;

    // Fields of a key (nk): number of values, value list, security descriptor.
    private const int KeyValueCount = 0x28;
    private const int KeyValueList = 0x2c;
    private const int KeySecurity = 0x30;

    // Fields of a value (vk): name length, data length, data.
    private const int ValueNameLength = 0x06;
    private const int ValueLength = 0x08;
    private const int ValueData = 0x0c;
    private const int ValueFlags = 0x14;
    private const int ValueName = 0x18;

    private const int SmallestSecurity = 0x18;

    /// <summary>Before <see cref="NativeHive.Data"/>.</summary>
    internal void Reading(HiveValue value)
    {
        var offset = (long)value.Offset;
        if (IsInline(offset))
        {
            return;
        }

        var data = view.Pointer(offset + ValueData);
        if (bins.IsCell(data) && IsBigData(offset, data))
        {
            var segments = view.UInt16(data + 6);
            var list = view.Pointer(data + 8);
            if (!bins.IsCell(list) || bins.CellLength(list) < CellHeader + 4 * segments)
            {
                throw view.Damaged($"the value at 0x{offset:x} has a broken list of segments");
            }
        }
    }

    /// <summary>Before <see cref="NativeHive.SetValue"/> and <see cref="NativeHive.AddChild"/> on a key that the file has.</summary>
    internal void Writing(HiveNode key)
    {
        var offset = (long)key.Offset;
        var security = view.Pointer(offset + KeySecurity);
        Require(bins.IsCell(security) && bins.Is(security, "sk"u8) && bins.CellLength(security) >= SmallestSecurity, "has no security descriptor");

        var count = view.Int32(offset + KeyValueCount);
        if (count == 0)
        {
            return;
        }

        var list = view.Pointer(offset + KeyValueList);
        Require(count > 0 && bins.IsCell(list) && bins.CellLength(list) / 4 > count, "has a broken list of values");
        var owned = new HashSet<long> { offset, security, list };
        for (var i = 0; i < count; i++)
        {
            WritingValue(view.Pointer(list + CellHeader + 4 * i), owned);
        }
    }

    private void WritingValue(long value, HashSet<long> owned)
    {
        Require(bins.IsCell(value) && bins.Is(value, "vk"u8) && owned.Add(value), "has a broken value");
        var nameLength = view.UInt16(value + ValueNameLength);
        Require(ValueName + nameLength <= bins.CellLength(value) && !HasNul(value, nameLength), "has a value with a broken name");
        if (IsInline(value))
        {
            return;
        }

        var data = view.Pointer(value + ValueData);
        Require(bins.IsCell(data) && owned.Add(data), "has a value without data of its own");
        Require(!IsBigData(value, data), "has a value of more than 16 KiB");
    }

    /// <summary>hivex hands names on as C strings, so it would write such a name back shortened.</summary>
    private bool HasNul(long value, int nameLength)
    {
        var step = (view.UInt16(value + ValueFlags) & 1) != 0 ? 1 : 2;
        for (var i = 0; i + step <= nameLength; i += step)
        {
            var character = view.UInt16(value + ValueName + i);
            if ((step == 1 ? character & 0xff : character) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsInline(long value) => ((uint)view.Int32(value + ValueLength) & InlineFlag) != 0;

    private bool IsBigData(long value, long data) =>
        view.Int32(value + ValueLength) > bins.CellLength(data) - CellHeader && bins.Is(data, "db"u8);

    private void Require(bool sound, string problem)
    {
        if (!sound)
        {
            throw new ProvisionException(
                Codes.HiveKeyUnsafe,
                $"a key that must be edited {problem}",
                new SourceSpan(view.DisplayName),
                Codes.HiveKeyUnsafe.Hint);
        }
    }
}
