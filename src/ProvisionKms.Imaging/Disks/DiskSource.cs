using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// The file of a disk, as qemu describes it. A disk may say that parts of it are in other files, and a disk is anybody's:
/// what is followed is a base of a stated format in a plain file, and nothing else.
/// </summary>
/// <param name="Size">Of the disk that is in it.</param>
/// <param name="SubFormat">Where a format has several, such as streamOptimized of VMDK.</param>
/// <param name="Base">The file whose content shows where this one has none.</param>
[SupportedOSPlatform("linux")]
internal sealed record DiskSource(string Path, ImageKind Kind, long Size, string? SubFormat, (string Path, string Format)? Base)
{
    /// <summary>Written once, from its start to its end.</summary>
    internal bool IsStreamOptimized => SubFormat == "streamOptimized";

    /// <summary>A VHD that is the disk, sector by sector, and a footer.</summary>
    internal bool IsFixedVhd => Kind == ImageKind.Vhd && new FileInfo(Path).Length >= Size;

    /// <exception cref="ProvisionException">It cannot be opened, is in use, or leads elsewhere.</exception>
    internal static DiskSource Of(string path, ImageKind kind)
    {
        DiskPrograms.Require();
        try
        {
            var first = Describe(path, DiskFormat.Driver(kind));
            for (var (link, at) = (first, path); BaseOf(link, at) is { } next; link = Describe(next.Path, next.Format), at = next.Path)
            {
                // Each link of the chain is looked at by itself: qemu would open them all before it tells their names.
            }

            var data = Data(first);
            return new DiskSource(
                path,
                kind,
                first["virtual-size"]!.GetValue<long>(),
                (string?)data?["create-type"],
                BaseOf(first, path));
        }
        catch (QemuException e)
        {
            throw Unusable(path, e);
        }
        catch (JsonException e)
        {
            throw new ProvisionException(Codes.DiskUnusable, Codes.DiskUnusable.Title, new SourceSpan(path), Codes.DiskUnusable.Hint, e);
        }
    }

    internal static ProvisionException Unusable(string path, QemuException failure) => failure.IsInUse
        ? new(Codes.DiskInUse, Codes.DiskInUse.Title, new SourceSpan(path), Codes.DiskInUse.Hint, failure)
        : new(Codes.DiskUnusable, $"the virtual disk cannot be opened: {failure.Message}", new SourceSpan(path), Codes.DiskUnusable.Hint, failure);

    /// <summary>For blockdev-add.</summary>
    internal JsonObject Node(bool isTop = true)
    {
        var node = new JsonObject
        {
            ["driver"] = DiskFormat.Driver(Kind),
            ["read-only"] = true,
            ["file"] = new JsonObject { ["driver"] = "file", ["filename"] = Path },
        };
        if (isTop)
        {
            node["node-name"] = "disk";
        }

        return node;
    }

    private static JsonObject Describe(string path, string driver) =>
        JsonNode.Parse(QemuImg.Require(["info", "--output=json", "-f", driver, path]))!.AsObject();

    private static JsonObject? Data(JsonObject info) => info["format-specific"]?["data"]?.AsObject();

    private static (string Path, string Format)? BaseOf(JsonObject info, string path)
    {
        RefuseOtherFiles(info, path);
        if ((string?)info["backing-filename"] is not { } named)
        {
            return null;
        }

        // full-backing-filename is relative to where qemu runs; the name itself is relative to the disk.
        var folder = System.IO.Path.GetDirectoryName(path)!;
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, named));
        return (string?)info["backing-filename-format"] is { } format && !IsProtocol(named) && File.Exists(full)
            ? (full, format)
            : throw Elsewhere(path, $"its base '{named}' {(File.Exists(full) ? "has no stated format" : "is no file here")}");
    }

    private static void RefuseOtherFiles(JsonObject info, string path)
    {
        if ((bool?)info["encrypted"] == true)
        {
            throw new ProvisionException(Codes.DiskUnusable, "the virtual disk is encrypted", new SourceSpan(path), "decrypt it with `qemu-img convert` and its key first");
        }

        if ((string?)Data(info)?["data-file"] is { } dataFile)
        {
            throw Elsewhere(path, $"its data are in '{dataFile}'");
        }

        foreach (var extent in Data(info)?["extents"]?.AsArray() ?? [])
        {
            if ((string?)extent!["filename"] is { } other && System.IO.Path.GetFullPath(other) != path)
            {
                throw Elsewhere(path, $"a part of it is in '{other}'");
            }
        }
    }

    private static bool IsProtocol(string name) => name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !name[..colon].Contains('/', StringComparison.Ordinal);

    private static ProvisionException Elsewhere(string path, string why) =>
        new(Codes.DiskLeadsElsewhere, $"the virtual disk takes its content from other files: {why}", new SourceSpan(path), Codes.DiskLeadsElsewhere.Hint);
}
