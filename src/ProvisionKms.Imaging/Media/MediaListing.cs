using System.Globalization;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Media;

/// <summary>What is on media, of `7z l -slt`. Media are anybody's: every name is judged before anything is unpacked.</summary>
internal sealed class MediaListing
{
    /// <summary>7-Zip shows the boot images of a catalog in a folder that is not there.</summary>
    private const string BootFolder = "[BOOT]";

    private readonly Dictionary<ImagePath, MediaEntry> _entries = [];

    private MediaListing(string path, IEnumerable<MediaEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (!_entries.TryAdd(entry.Path, entry))
            {
                throw Refused(path, entry.Name, "differs from another only in case");
            }
        }
    }

    /// <summary>In the order in which 7-Zip unpacks them.</summary>
    internal IReadOnlyCollection<MediaEntry> All => _entries.Values;

    internal long Length => All.Sum(entry => entry.Length);

    /// <exception cref="ProvisionException">A name is none that Windows can have, or leads elsewhere.</exception>
    internal static MediaListing Parse(string text, string path) => new(path, Blocks(text).Select(block => Entry(block, path)).OfType<MediaEntry>());

    internal MediaEntry? Find(ImagePath path) => _entries.GetValueOrDefault(path);

    /// <summary>The lines of each entry, as names and values.</summary>
    private static IEnumerable<Dictionary<string, string>> Blocks(string text)
    {
        var block = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').SkipWhile(line => line != "----------").Skip(1))
        {
            if (line.Length == 0 && block.Count > 0)
            {
                yield return block;
                block = new(StringComparer.Ordinal);
            }
            else if (line.IndexOf(" = ", StringComparison.Ordinal) is > 0 and var at)
            {
                block[line[..at]] = line[(at + 3)..];
            }
        }
    }

    private static MediaEntry? Entry(Dictionary<string, string> block, string path)
    {
        if (!block.TryGetValue("Path", out var name) || name == BootFolder || name.StartsWith(BootFolder + "/", StringComparison.Ordinal))
        {
            return null;
        }

        if (block.GetValueOrDefault("Symbolic Link") is { Length: > 0 })
        {
            throw Refused(path, name, "is a link");
        }

        try
        {
            var isDirectory = block.GetValueOrDefault("Folder") == "+";
            _ = long.TryParse(block.GetValueOrDefault("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var length);
            var place = ImagePath.Parse(name);
            return place.ToSlashes() != name
                ? throw Refused(path, name, "is no plain name below the root")
                : new MediaEntry(place, name, isDirectory, isDirectory ? 0 : length, Seconds(block.GetValueOrDefault("Modified") ?? ""));
        }
        catch (FormatException)
        {
            throw Refused(path, name, "is no name of a file");
        }
    }

    /// <summary>How finely a time is kept is up to who makes the media.</summary>
    private static string Seconds(string time) => time.Split('.')[0];

    private static ProvisionException Refused(string path, string name, string why) =>
        new(Codes.MediaNameRefused, $"'{name}' on the media {why}", new SourceSpan(path), Codes.MediaNameRefused.Hint);
}
