using System.Text;
using System.Text.RegularExpressions;
using ProvisionKms.Catalog;

namespace ProvisionKms.FirstBoot;

/// <summary>Recognises what a SetupComplete.cmd does, line by line, from setupcomplete-contents.csv. Nothing is executed.</summary>
public static partial class SetupCompleteContents
{
    private static readonly IReadOnlyList<Signature> Signatures =
    [
        .. CatalogData.SetupCompleteContents.Select(row => new Signature(
            row["id"], row["name"],
            // Files of images are hostile: no pattern may take more than a time in proportion to the line.
            new Regex(row["pattern"], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking),
            row["note"].Length == 0 ? null : row["note"])),
    ];

    /// <returns>Each kind of content once, with its first line, in the order of the file; empty for a plain script.</returns>
    public static IReadOnlyList<SetupCompleteContent> Recognise(byte[] script)
    {
        if (ScriptText.IsUtf16(script))
        {
            return [];
        }

        var found = new List<SetupCompleteContent>();
        var lines = Encoding.Latin1.GetString(script).Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1].TrimEnd('\r');
            if (Comment().IsMatch(line))
            {
                continue;
            }

            var quoted = false;
            foreach (var signature in Signatures.Where(s => s.Pattern.IsMatch(line)))
            {
                // One line is either form of Cloudbase-Init's, not both; the quoted one comes first in the table.
                quoted |= signature.Id == "cloudbase-init-quoted";
                if (!(quoted && signature.Id == "cloudbase-init") && !found.Exists(f => f.Id == signature.Id))
                {
                    found.Add(new(signature.Id, signature.Name, number, signature.Note));
                }
            }
        }

        return found;
    }

    [GeneratedRegex(@"^[\s@]*(rem\b|::)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    private sealed record Signature(string Id, string Name, Regex Pattern, string? Note);
}

/// <param name="Line">The first line of it, from 1.</param>
/// <param name="Note">What a reader should know about it, or null.</param>
public sealed record SetupCompleteContent(string Id, string Name, int Line, string? Note)
{
    /// <summary>It sets what the activation script sets, and later.</summary>
    public bool Competes => Id is "sets-key" or "sets-kms-host";
}
