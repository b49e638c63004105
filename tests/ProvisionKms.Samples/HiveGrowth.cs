using System.Buffers.Binary;

namespace ProvisionKms.Samples;

/// <summary>
/// Appends bins full of COM class registrations under the key Classes, which make up most of a real SOFTWARE hive.
/// hivex is not used for it: it copies a key's whole list of subkeys for each one that is added.
/// </summary>
internal static class HiveGrowth
{
    private const int ClassesPerGroup = 12_000;

    private static readonly string[] Groups = ["CLSID", "Interface", "TypeLib", "Record", "MediaFoundation", "ActivatableClasses", "WOW6432Node", "AppID"];

    private static readonly string[] ThreadingModels = ["Both", "Apartment", "Free", "Neutral"];

    /// <param name="classes">The key Classes, without values and subkeys, relative to the first bin.</param>
    internal static void Append(string hostPath, uint classes, long targetBytes)
    {
        using var file = File.Open(hostPath, FileMode.Open, FileAccess.ReadWrite);
        var block = new byte[RegfImage.BaseBlockSize];
        file.ReadExactly(block);
        var binsSize = BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(40));
        var budget = targetBytes - RegfImage.BaseBlockSize - binsSize;
        if (budget <= 0)
        {
            return;
        }

        var key = Read(file, classes, 0x50);
        var security = BinaryPrimitives.ReadUInt32LittleEndian(key.AsSpan(0x30));
        var image = new RegfImage(binsSize, checked((int)budget + (4 << 20)));
        var keys = 1;
        var groups = new List<(string Name, uint Key)>();
        for (var n = 0; image.Length < budget; n++)
        {
            var name = n < Groups.Length ? Groups[n] : $"Group{n}";
            groups.Add((name, AddGroup(image, name, n, classes, security, budget, ref keys)));
        }

        // A stand-in for the key that the file has: its list of subkeys is what the real one must point to.
        var standIn = image.Key("Classes", 0, security);
        image.Link(standIn, [], [.. groups.OrderBy(g => g.Name.ToUpperInvariant(), StringComparer.Ordinal)]);
        var bins = image.Finish();
        file.Position = RegfImage.BaseBlockSize + binsSize;
        file.Write(bins);
        file.SetLength(file.Position);

        bins.Slice((int)(standIn - binsSize) + 0x18, 0x0c).CopyTo(key.AsSpan(0x18));
        RegfImage.Write(key, 0x38, 64);
        Overwrite(file, classes, key);

        var descriptor = Read(file, security, 0x18);
        RegfImage.Write(descriptor, 0x10, BinaryPrimitives.ReadUInt32LittleEndian(descriptor.AsSpan(0x10)) + (uint)keys);
        Overwrite(file, security, descriptor);

        RegfImage.Write(block, 40, binsSize + (uint)bins.Length);
        RegfImage.Seal(block);
        file.Position = 0;
        file.Write(block);
    }

    private static uint AddGroup(RegfImage image, string name, int seed, uint parent, uint security, long budget, ref int keys)
    {
        // Not a secret: the same file every time is the point.
        var random = new SampleRandom((uint)seed + 1);
        var group = image.Key(name, parent, security);
        keys++;
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        while (ids.Count < ClassesPerGroup)
        {
            ids.Add(random.NextGuid());
        }

        var classes = new List<(string Name, uint Key)>();
        foreach (var id in ids.TakeWhile(_ => image.Length < budget))
        {
            classes.Add((id, AddClass(image, id, group, security, random)));
            keys += 3;
        }

        image.Link(group, [], classes);
        return group;
    }

    private static uint AddClass(RegfImage image, string id, uint group, uint security, SampleRandom random)
    {
        var name = $"Microsoft.Windows.Component{random.Next() % 4096}.Class{random.Next():X8}";
        var key = image.Key(id, group, security);
        var server = image.Key("InprocServer32", key, security);
        image.Link(
            server,
            [
                image.Text("", $@"%SystemRoot%\System32\component{random.Next() % 2048}.dll"),
                image.Text("ThreadingModel", ThreadingModels[random.Next() % 4]),
            ],
            []);
        var progId = image.Key("ProgID", key, security);
        image.Link(progId, [image.Text("", name + ".1")], []);
        image.Link(
            key,
            [image.Text("", name), image.Text("AppID", random.NextGuid())],
            [("InprocServer32", server), ("ProgID", progId)]);
        return key;
    }

    private static byte[] Read(FileStream file, uint offset, int length)
    {
        var bytes = new byte[length];
        file.Position = RegfImage.BaseBlockSize + offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void Overwrite(FileStream file, uint offset, byte[] bytes)
    {
        file.Position = RegfImage.BaseBlockSize + offset;
        file.Write(bytes);
    }
}
