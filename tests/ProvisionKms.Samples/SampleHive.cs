using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Hivex;
using ProvisionKms.Imaging.Hives;

namespace ProvisionKms.Samples;

/// <summary>A REG_DWORD value of a sample hive. <paramref name="Key"/> is relative to the hive's root, with backslashes.</summary>
public sealed record RegistryNumber(string Key, string Name, uint Number);

/// <summary>Makes registry hives for tests, sample images and benchmarks: an empty one from code, filled by hivex.</summary>
public static class SampleHive
{
    /// <summary>O:BAG:SYD:(A;CI;KA;;;BA)(A;CI;KA;;;SY)(A;CI;KR;;;BU), self-relative, as the hives of Windows have it in essence.</summary>
    private static readonly byte[] Descriptor = Convert.FromHexString(
        "0100048014000000240000000000000030000000" +
        "01020000000000052000000020020000" +
        "010100000000000512000000" +
        "02004C0003000000" +
        "000218003F000F0001020000000000052000000020020000" +
        "000214003F000F00010100000000000512000000" +
        "000218001900020001020000000000052000000021020000");

    public static void Create(string hostPath, IReadOnlyList<RegistryValue> values) => Create(hostPath, values, []);

    public static void Create(string hostPath, IReadOnlyList<RegistryValue> values, IReadOnlyList<RegistryNumber> numbers)
    {
        WriteEmpty(hostPath);
        using var hive = NativeHive.Open(hostPath, HivexOpenFlags.Write);
        var keys = new HiveKeys(hive);
        foreach (var value in values)
        {
            hive.SetValue(FindOrAdd(hive, keys, value.Key), value.Name, HiveType.String, RegistryText.Encode(value.Text));
        }

        foreach (var number in numbers)
        {
            hive.SetValue(FindOrAdd(hive, keys, number.Key), number.Name, HiveType.Dword, BitConverter.GetBytes(number.Number));
        }

        hive.Commit();
    }

    /// <summary>Adds class registrations until the file has the size, the same for the same hive and size.</summary>
    public static void Grow(string hostPath, long targetBytes)
    {
        HiveNode classes;
        using (var hive = NativeHive.Open(hostPath, HivexOpenFlags.Write))
        {
            classes = FindOrAdd(hive, new HiveKeys(hive), "Classes");
            hive.Commit();
        }

        HiveGrowth.Append(hostPath, (uint)classes.Offset - RegfImage.BaseBlockSize, targetBytes);
    }

    private static void WriteEmpty(string hostPath)
    {
        var image = new RegfImage(0, 4096);
        var security = image.Security(Descriptor);
        var root = image.Key("CMI-CreateHive{199DAFC2-6F16-4946-BF90-5A3FC3A60902}", 0, security, root: true);
        var bins = image.Finish();
        using var file = File.Create(hostPath);
        file.Write(RegfImage.BaseBlock(root, (uint)bins.Length, sequence: 7, "emRoot\\System32\\Config\\SOFTWARE"));
        file.Write(bins);
    }

    private static HiveNode FindOrAdd(NativeHive hive, HiveKeys keys, string key)
    {
        var node = hive.Root();
        foreach (var name in HiveKeys.Parts(key))
        {
            node = keys.FindChild(node, name) ?? hive.AddChild(node, name);
        }

        return node;
    }
}
