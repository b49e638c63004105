using System.Xml;
using ProvisionKms.Images;

namespace ProvisionKms.Planning;

/// <summary>
/// Decides into which answer file of an image the product key goes: the one that Windows will really read for the specialize
/// pass. At the start of every pass Windows takes the first file of the search order that has settings for that pass which
/// were not processed before; therefore
/// <list type="bullet">
/// <item>a file with such settings for specialize is the one, and adding the pass to a file above it would hide it;</item>
/// <item>without one, the first file that has no specialize pass gets it;</item>
/// <item>a cached file whose specialize pass was processed (a captured machine) is not read again: the place below it is used;</item>
/// <item>without any file, Windows\Panther\unattend.xml is made, the documented way for an offline image;</item>
/// <item>Windows\Panther\Unattend is searched only when Setup was not started from Windows PE, which nobody knows beforehand:
/// a file there gets the key besides the file that counts otherwise.</item>
/// </list>
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-automation-overview
/// </summary>
public static class AnswerFilePlacement
{
    private const string UnattendNamespace = "urn:schemas-microsoft-com:unattend";

    private enum SpecializePass
    {
        Absent,
        Pending,
        Processed,
    }

    /// <summary>The files to merge into, highest precedence first; never empty.</summary>
    public static IReadOnlyList<AnswerFileChoice> Choose(ImageFacts facts)
    {
        if (Pointed(facts) is { } pointed && Present(facts, pointed) is { } named && PassOf(facts.Files[named]) == SpecializePass.Pending)
        {
            return [new(named, @"HKLM\SYSTEM\Setup\UnattendFile points to it, which comes first")];
        }

        var present = WindowsLayout.AnswerFilePlaces
            .Select(place => (place.DownlevelOnly, Path: Present(facts, place.Path)))
            .Where(place => place.Path is not null)
            .Select(place => (place.DownlevelOnly, Path: place.Path!, Pass: PassOf(facts.Files[place.Path!])))
            .ToList();
        var downlevel = present.Find(p => p.DownlevelOnly && p.Pass == SpecializePass.Pending).Path;
        var cached = present.Where(p => !p.DownlevelOnly).ToList();
        List<AnswerFileChoice> choices = downlevel is null
            ? []
            : [new(downlevel, "comes first when Setup is not started from Windows PE")];

        if (cached.Find(p => p.Pass == SpecializePass.Pending).Path is { } pending)
        {
            choices.Add(new(pending, "the first answer file in Windows' search order with settings for specialize"));
        }
        else if (cached.Find(p => p.Pass == SpecializePass.Absent).Path is { } open)
        {
            choices.Add(new(open, "the first answer file in Windows' search order; it has no settings for specialize yet"));
        }
        else if (cached.Count == 0)
        {
            choices.Add(new(WindowsLayout.PantherAnswerFile, "the documented place in an offline image"));
        }
        else
        {
            choices.Add(BelowProcessed(facts));
        }

        return choices;
    }

    /// <summary>The path inside the image that the registry pointer names, or null when it names none or one elsewhere.</summary>
    public static ImagePath? Pointed(ImageFacts facts) => Pointed(facts.AnswerFilePointer);

    /// <summary>Whether Windows is pointed to a file that is not part of the image.</summary>
    public static bool PointsElsewhere(ImageFacts facts) => facts.AnswerFilePointer is { Length: > 0 } && Pointed(facts) is null;

    private static ImagePath? Pointed(string? named)
    {
        if (named is null || named.Length < 4 || char.ToUpperInvariant(named[0]) != 'C' || named[1] != ':')
        {
            return null;
        }

        try
        {
            return ImagePath.Parse(named[2..]);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static AnswerFileChoice BelowProcessed(ImageFacts facts)
    {
        ImagePath[] below = [WindowsLayout.PantherAnswerFile, WindowsLayout.SysprepAnswerFile, "unattend.xml"];
        var free = Array.Find(below, p => Present(facts, p) is null);
        return free is null
            ? new(below[0], "every place of Windows' search order is taken by a file whose specialize pass was processed")
            : new(free, "the answer files above it were processed in an earlier setup and are not read again");
    }

    private static ImagePath? Present(ImageFacts facts, ImagePath path) => facts.Files.Keys.FirstOrDefault(path.Equals);

    /// <summary>A file that cannot be read counts as pending: the merge says what is wrong with it, and where.</summary>
    private static SpecializePass PassOf(byte[] content)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), settings);
            var found = SpecializePass.Absent;
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, Depth: 1, LocalName: "settings", NamespaceURI: UnattendNamespace } &&
                    string.Equals(reader.GetAttribute("pass"), "specialize", StringComparison.OrdinalIgnoreCase))
                {
                    if (reader.GetAttribute("wasPassProcessed") != "true")
                    {
                        return SpecializePass.Pending;
                    }

                    found = SpecializePass.Processed;
                }
            }

            return found;
        }
        catch (XmlException)
        {
            return SpecializePass.Pending;
        }
    }
}

/// <summary>A file that gets the key.</summary>
/// <param name="Path">As spelled in the image when it is there.</param>
public sealed record AnswerFileChoice(ImagePath Path, string Why);
