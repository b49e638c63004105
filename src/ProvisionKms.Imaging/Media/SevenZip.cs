using System.Globalization;
using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Media;

/// <summary>Reads media through 7-Zip, which knows UDF, ISO 9660 and Joliet.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SevenZip(string path)
{
    /// <summary>Told, or 7-Zip would go by the name of the file, and media can look like many things.</summary>
    private readonly string _type = VolumeRecognition.HasUdf(path) ? "-tudf" : "-tiso";

    internal MediaListing List()
    {
        var text = Run(["l", "-slt", "-sccUTF-8", _type, path], ChildProgram.ReadAll, CancellationToken.None);
        return MediaListing.Parse(text, path);
    }

    /// <summary>Unpacks into a folder.</summary>
    /// <param name="chosen">Only these; all when there are none.</param>
    /// <param name="left">But not these.</param>
    internal void Unpack(
        string folder, IReadOnlyCollection<MediaEntry> chosen, IReadOnlyCollection<MediaEntry> left, Action<double>? progress, CancellationToken cancellation) => Run(
        ["x", "-y", "-spd", "-sccUTF-8", _type, "-bso0", "-bse2", "-bsp1", $"-o{folder}", path, .. Switches("-i!", chosen), .. Switches("-x!", left), "-x![BOOT]"],
        output => Percentage.Watch(output, progress),
        cancellation);

    /// <summary>The content of files, one behind the other, in the order of the listing.</summary>
    internal T Stream<T>(IReadOnlyCollection<MediaEntry> chosen, IReadOnlyCollection<MediaEntry> left, Func<Stream, T> read, CancellationToken cancellation) => Run(
        ["x", "-so", "-spd", _type, path, .. Switches("-i!", chosen), .. Switches("-x!", left), "-x![BOOT]"], output => read(output.BaseStream), cancellation);

    /// <summary>As switches: a name that begins with @ would be that of a list of names.</summary>
    private static IEnumerable<string> Switches(string kind, IEnumerable<MediaEntry> entries) => entries.Select(entry => kind + entry.Name);

    private T Run<T>(IEnumerable<string> arguments, Func<StreamReader, T> read, CancellationToken cancellation)
    {
        var (exitCode, output, errors) = ChildProgram.Run([MediaPrograms.SevenZip, .. arguments], read, ChildProgram.ReadAll, cancellation);
        if (exitCode != 0)
        {
            var line = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .FirstOrDefault(l => l.StartsWith("ERROR", StringComparison.OrdinalIgnoreCase)) ?? string.Create(CultureInfo.InvariantCulture, $"7z ended with {exitCode}");
            throw new ProvisionException(
                Codes.MediaUnreadable, $"the media cannot be read: {line}", new SourceSpan(path), Codes.MediaUnreadable.Hint);
        }

        return output;
    }
}
