using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>A qcow2 file that holds what is different from the disk beneath it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class OverlayFile : IDisposable
{
    private const string Suffix = ".provision-kms-overlay";

    /// <summary>Above, the tables of small clusters would be larger than what they save.</summary>
    private const long LargestOfSmallClusters = 1L << 40;

    private readonly DiskSource _source;

    private OverlayFile(DiskSource source, string path) => (_source, Path) = (source, path);

    internal string Path { get; private set; }

    /// <summary>It is something else now than a draft, and outlives this.</summary>
    internal bool IsKept { get; set; }

    /// <param name="output">What it is made for; it lies beside it.</param>
    /// <param name="isToStay">It will be the output: with clusters that suit a machine that runs from it.</param>
    internal static OverlayFile Make(DiskSource source, string output, bool isToStay)
    {
        var folder = System.IO.Path.GetDirectoryName(output)!;
        Directory.CreateDirectory(folder);
        RemoveLeftovers(output);
        var overlay = new OverlayFile(source, MarkedFile.NameFor(output, Suffix));
        var clusters = isToStay || source.Size > LargestOfSmallClusters ? "64k" : "4k";
        QemuImg.Require(
        [
            "create", "-q", "-f", "qcow2", "-o", $"cluster_size={clusters}",
            "-b", NameFrom(folder, source.Path), "-F", DiskFormat.Driver(source.Kind), overlay.Path,
        ]);
        return overlay;
    }

    /// <summary>An overlay that is there: one that an earlier run wrote for its output.</summary>
    internal static OverlayFile At(DiskSource source, string path) => new(source, path);

    internal static void RemoveLeftovers(string output) => MarkedFile.RemoveLeftovers(output, Suffix);

    /// <summary>The disks of a folder for which a run has, or has left, an overlay.</summary>
    internal static IEnumerable<string> OutputsWithOne(string folder) => MarkedFile.OutputsWithOne(folder, Suffix);

    /// <summary>How a disk in one folder names another as its base, so that both can be moved together.</summary>
    internal static string NameFrom(string folder, string path)
    {
        // Without the dot a name with a colon would be taken for a protocol.
        var relative = System.IO.Path.GetRelativePath(folder, path);
        return relative.StartsWith("../", StringComparison.Ordinal) ? relative : "./" + relative;
    }

    /// <summary>For blockdev-add. What is written to it need not reach the disk before it is published.</summary>
    internal JsonObject Node(bool writable)
    {
        var file = new JsonObject { ["driver"] = "file", ["filename"] = Path, ["read-only"] = !writable };
        var cache = new JsonObject { ["no-flush"] = writable };
        return new JsonObject
        {
            ["driver"] = "qcow2", ["node-name"] = "disk", ["read-only"] = !writable, ["cache"] = cache, ["file"] = file, ["backing"] = _source.Node(isTop: false),
        };
    }

    /// <summary>The parts of the disk that it holds, whether or not they differ from what is beneath.</summary>
    internal IReadOnlyList<(long Start, long Length)> Parts()
    {
        var alone = new JsonObject
        {
            ["driver"] = "qcow2", ["file"] = new JsonObject { ["driver"] = "file", ["filename"] = Path }, ["backing"] = null,
        };
        var map = JsonNode.Parse(QemuImg.Require(["map", "--output=json", "json:" + alone.ToJsonString()]))!.AsArray();
        return [.. map.Where(part => part!["present"]!.GetValue<bool>()).Select(part => (part!["start"]!.GetValue<long>(), part["length"]!.GetValue<long>()))];
    }

    /// <exception cref="QemuException">It is not as a qcow2 file must be.</exception>
    internal void Check() => QemuImg.Require(["check", "-q", "-f", "qcow2", Path]);

    internal void Rename(string path)
    {
        File.Move(Path, path, overwrite: true);
        Path = path;
    }

    public void Dispose()
    {
        if (!IsKept)
        {
            File.Delete(Path);
        }
    }
}
