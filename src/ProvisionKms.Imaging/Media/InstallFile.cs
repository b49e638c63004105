using System.Globalization;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Media;

/// <summary>The file, or the parts of one, that hold the images of media.</summary>
/// <param name="Parts">In the order of their numbers; one, but for a split WIM.</param>
/// <param name="Target">Where the whole file is: the parts of a split one are joined.</param>
internal sealed record InstallFile(IReadOnlyList<MediaEntry> Parts, ImagePath Target)
{
    private static readonly ImagePath Folder = "sources";

    internal bool IsSplit => Parts[0].Path.Name.EndsWith(".swm", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ProvisionException">There is none.</exception>
    internal static InstallFile Find(MediaListing listing, string path)
    {
        foreach (var name in new[] { "install.wim", "install.esd" })
        {
            if (listing.Find(Folder / name) is { IsDirectory: false } whole)
            {
                return new InstallFile([whole], whole.Path);
            }
        }

        var parts = Split(listing).ToList();
        return parts.Count > 0
            ? new InstallFile(parts, parts[0].Path.Parent / "install.wim")
            : throw new ProvisionException(Codes.MediaWithoutWindows, Codes.MediaWithoutWindows.Title, new SourceSpan(path), Codes.MediaWithoutWindows.Hint);
    }

    /// <summary>install.swm, install2.swm, install3.swm …</summary>
    private static IEnumerable<MediaEntry> Split(MediaListing listing)
    {
        for (var number = 1; listing.Find(Folder / string.Create(CultureInfo.InvariantCulture, $"install{(number == 1 ? "" : number)}.swm")) is { } part; number++)
        {
            yield return part;
        }
    }
}
