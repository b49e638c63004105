using System.Globalization;
using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Media;

/// <summary>
/// Makes media of a folder, as Microsoft's are: UDF, which alone holds files over 4 GiB for Windows, bridged with ISO 9660 and Joliet.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class IsoWriter
{
    /// <summary>Written by genisoimage itself, and hidden.</summary>
    private const string Catalog = "boot.cat";

    /// <param name="images">What each boot entry starts.</param>
    /// <exception cref="ProvisionException">genisoimage could not write it.</exception>
    internal static void Write(
        string folder, ElTorito boot, IReadOnlyList<BootImage> images, string output, Action<double>? progress, CancellationToken cancellation)
    {
        string[] arguments =
        [
            MediaPrograms.Genisoimage, "-udf", "-iso-level", "3", "-allow-limited-size", "-joliet", "-joliet-long", "-full-iso9660-filenames",
            "-disable-deep-relocation", "-input-charset", "utf-8",
            .. Named("-V", boot.Label.Volume), .. Named("-sysid", boot.Label.System), .. Named("-volset", boot.Label.Set),
            .. Named("-publisher", boot.Label.Publisher), .. Named("-preparer", boot.Label.Preparer), .. Named("-appid", boot.Label.Application),
            .. boot.Entries.Zip(images).SelectMany((pair, number) => Entry(pair.First, pair.Second, isFirst: number == 0)),
            "-o", output, folder,
        ];
        var (exitCode, _, errors) = ChildProgram.Run(arguments, ChildProgram.ReadAll, reader => Percentage.Watch(reader, progress), cancellation);
        if (exitCode != 0)
        {
            var line = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(l => !l.Contains('%', StringComparison.Ordinal));
            throw new ProvisionException(
                Codes.CommitFailed, $"the media could not be written: genisoimage: {line}", new SourceSpan(output), Codes.CommitFailed.Hint);
        }
    }

    private static string[] Hidden(string file) => ["-hide", file, "-hide-joliet", file];

    private static string[] Named(string option, string value) => value.Length == 0 ? [] : [option, value];

    private static IEnumerable<string> Entry(BootEntry entry, BootImage image, bool isFirst) =>
    [
        .. isFirst ? ["-eltorito-catalog", Catalog, .. Hidden(Catalog)] : new[] { "-eltorito-alt-boot" },
        .. image.IsHidden ? Hidden(image.Name) : [],
        entry.Platform == BootEntry.Uefi ? "-efi-boot" : "-eltorito-boot", image.Name,
        "-no-emul-boot",
        "-boot-load-size", entry.Sectors.ToString(CultureInfo.InvariantCulture),
        .. entry.LoadSegment == 0 ? [] : new[] { "-boot-load-seg", entry.LoadSegment.ToString(CultureInfo.InvariantCulture) },
        .. entry.IsBootable ? [] : new[] { "-no-boot" },
    ];
}
