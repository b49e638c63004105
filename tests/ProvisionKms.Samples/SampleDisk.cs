using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ProvisionKms.Imaging.Disks;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Samples;

public enum DiskLayout
{
    /// <summary>EFI system, Microsoft reserved, recovery, Windows, data.</summary>
    Gpt,

    /// <summary>System reserved, Windows, and a logical partition for data.</summary>
    Mbr,

    /// <summary>One volume without a partition table.</summary>
    Bare,
}

/// <summary>
/// A raw disk as Windows Setup lays one out, with a sample image on it. Its partitions are made by sgdisk and mkntfs, its
/// files are written through ntfs-3g.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed record SampleDisk(DiskLayout Layout, SampleImage Image)
{
    private const long MiB = 1 << 20;

    /// <summary>Why this machine, or this user, can make none; null where it can.</summary>
    public static string? WhyNot { get; } = DiskPrograms.Problem()?.ToString() ?? (ChildProgram.Find("sgdisk") is null ? "sgdisk is not installed: apt-get install gdisk" : null);

    public long Size { get; init; } = 192 * MiB;

    /// <summary>A second Windows, on the data partition.</summary>
    public SampleImage? Second { get; init; }

    /// <summary>Called with the mounted root when the image is laid out.</summary>
    public Action<string> Add { get; init; } = _ => { };

    /// <summary>Where Windows is.</summary>
    public (int Number, long Start, long Length) Windows => Layout switch
    {
        DiskLayout.Gpt => (4, 97 * MiB, Size - 162 * MiB),
        DiskLayout.Mbr => (2, 33 * MiB, Size - 98 * MiB),
        _ => (1, 0, Size),
    };

    /// <summary>The other NTFS volumes.</summary>
    private IEnumerable<(int Number, long Start, long Length)> Others => Layout switch
    {
        DiskLayout.Gpt => [(3, 49 * MiB, 48 * MiB), (5, Size - 64 * MiB, 62 * MiB)],
        DiskLayout.Mbr => [(1, MiB, 32 * MiB), (5, Size - 63 * MiB, 62 * MiB)],
        _ => [],
    };

    /// <returns>The path.</returns>
    public string Write(string path)
    {
        WriteTable(path);
        var node = new JsonObject
        {
            ["driver"] = "raw", ["node-name"] = "disk", ["file"] = new JsonObject { ["driver"] = "file", ["filename"] = path },
        };
        using var keeper = DiskKeeper.Start(node);
        foreach (var other in Others)
        {
            keeper.Retract(Format(keeper, other));
        }

        WriteWindows(keeper, Windows, Image, Add);
        if (Second is not null)
        {
            WriteWindows(keeper, Others.Last(), Second, _ => { });
        }

        return path;
    }

    /// <summary>Puts another SOFTWARE hive, that of an image, on a disk of this layout in a qcow2 file.</summary>
    public void ReplaceHive(string qcow2, SampleImage image)
    {
        const string Hive = "Windows/System32/config/SOFTWARE";
        var tree = Directory.CreateTempSubdirectory("provision-kms-sample-").FullName;
        try
        {
            SampleTree.Write(tree, image);
            var node = new JsonObject
            {
                ["driver"] = "qcow2", ["node-name"] = "disk", ["file"] = new JsonObject { ["driver"] = "file", ["filename"] = qcow2 },
            };
            using var keeper = DiskKeeper.Start(node);
            var root = keeper.Mount("p", Windows.Start, Windows.Length, writable: true);
            File.WriteAllBytes(Path.Combine(root, Hive), File.ReadAllBytes(Path.Combine(tree, Hive)));
            keeper.Unmount("p");
        }
        finally
        {
            Directory.Delete(tree, recursive: true);
        }
    }

    private static void WriteWindows(DiskKeeper keeper, (int Number, long Start, long Length) place, SampleImage image, Action<string> add)
    {
        var name = Format(keeper, place);
        var root = keeper.Mount(name, writable: true);
        SampleTree.Write(root, image);
        NtfsSample.Secure(root);
        add(root);
        keeper.Unmount(name);
    }

    /// <summary>As mkntfs numbers them, a volume knows how many sectors are before it.</summary>
    private static string Format(DiskKeeper keeper, (int Number, long Start, long Length) place)
    {
        var name = $"p{place.Number}";
        var file = keeper.Export(name, place.Start, place.Length, writable: true);
        Run("mkntfs", "-Q", "-F", "-q", "-p", Text(place.Start / 512), "-L", name, file);
        return name;
    }

    /// <summary>Only the partition table.</summary>
    public void WriteTable(string path)
    {
        using (var file = File.Create(path))
        {
            file.SetLength(Size);
        }

        switch (Layout)
        {
            case DiskLayout.Gpt:
                List<string> arguments = ["--clear"];
                string[] types = ["ef00", "0c01", "2700", "0700", "0700"];
                (long Start, long Length)[] places = [(MiB, 32 * MiB), (33 * MiB, 16 * MiB), .. new[] { Others.First(), Windows, Others.Last() }.Select(p => (p.Start, p.Length))];
                for (var n = 0; n < types.Length; n++)
                {
                    arguments.AddRange(["-n", $"{n + 1}:{places[n].Start / 512}:{(places[n].Start + places[n].Length) / 512 - 1}", "-t", $"{n + 1}:{types[n]}"]);
                }

                Run("sgdisk", [.. arguments, path]);
                break;
            case DiskLayout.Mbr:
                var extended = Size - 64 * MiB;
                WriteSector(path, 0, (0x07, MiB, 32 * MiB), (0x07, Windows.Start, Windows.Length), (0x0f, extended, 63 * MiB));
                WriteSector(path, extended, (0x07, MiB, 62 * MiB));
                break;
        }
    }

    private static void WriteSector(string path, long at, params (byte Type, long Start, long Length)[] entries)
    {
        var sector = new byte[512];
        (sector[510], sector[511]) = (0x55, 0xaa);
        for (var n = 0; n < entries.Length; n++)
        {
            var entry = sector.AsSpan(446 + 16 * n, 16);
            entry[4] = entries[n].Type;
            BitConverter.TryWriteBytes(entry[8..], (uint)(entries[n].Start / 512));
            BitConverter.TryWriteBytes(entry[12..], (uint)(entries[n].Length / 512));
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, sector, at);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(ChildProgram.Find(program) ?? program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}");
        }
    }
}
