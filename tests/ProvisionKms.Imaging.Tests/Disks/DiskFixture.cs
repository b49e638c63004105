using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Disks;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>A sample disk of each layout, made once for all tests, which run one after another because they look for leftovers of the process; each test copies it or converts it.</summary>
[SupportedOSPlatform("linux")]
[CollectionDefinition(nameof(DiskFixture))]
public sealed class DiskFixture : IDisposable, ICollectionFixture<DiskFixture>
{
    private readonly TempFolder _temp = new();
    private readonly Dictionary<DiskLayout, string> _made = [];

    /// <summary>Null where disks can be opened.</summary>
    internal static string? WhyNot => SampleDisk.WhyNot;

    internal string Raw(DiskLayout layout)
    {
        Assert.SkipWhen(WhyNot is not null, WhyNot ?? "");
        lock (_made)
        {
            return _made.TryGetValue(layout, out var path) ? path
                : _made[layout] = new SampleDisk(layout, SampleImages.Server2019Standard).Write(_temp[$"{layout}.raw"]);
        }
    }

    /// <param name="format">As qemu-img spells it, with options after a comma.</param>
    internal string Convert(DiskLayout layout, string format, string path)
    {
        var (name, options) = format.Split(',') is [var only] ? (only, Array.Empty<string>()) : (format.Split(',')[0], ["-o", format[(format.IndexOf(',', StringComparison.Ordinal) + 1)..]]);
        string[] compressed = name == "qcow2c" ? ["-c"] : [];
        Tool.Run("qemu-utils", "qemu-img", ["convert", "-O", name.TrimEnd('c') is "qcow2" ? "qcow2" : name, .. compressed, .. options, Raw(layout), path]);
        return path;
    }

    internal static ImageKind KindOf(string format) => format.Split(',')[0] switch
    {
        "qcow2" or "qcow2c" => ImageKind.Qcow2,
        "vpc" => ImageKind.Vhd,
        "vhdx" => ImageKind.Vhdx,
        "vmdk" => ImageKind.Vmdk,
        _ => ImageKind.Raw,
    };

    public void Dispose() => _temp.Dispose();
}
