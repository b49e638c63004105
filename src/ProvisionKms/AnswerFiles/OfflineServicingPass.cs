using System.Text.RegularExpressions;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>
/// The configuration pass offlineServicing of an answer file, and the mark <c>wasPassProcessed="true"</c> that Windows sets on
/// the settings of a pass in its cached file, after which it does not process them again.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-automation-overview
/// </summary>
public static partial class OfflineServicingPass
{
    private const string Mark = "wasPassProcessed=\"true\"";

    /// <summary>Whether the file has settings for the pass that were not processed. A file that cannot be read has none.</summary>
    public static bool IsPending(byte[] content) => AnswerFileDocument.Read(content, "", new DiagnosticBag()) is { } document && Pending(document).Any();

    /// <summary>The file with the pass marked as processed and all else kept byte for byte; null when nothing of it is pending.</summary>
    public static byte[]? MarkProcessed(byte[] content)
    {
        if (AnswerFileDocument.Read(content, "", new DiagnosticBag()) is not { } document)
        {
            return null;
        }

        var splices = Pending(document).Select(settings => Splice(document.Text, settings)).ToList();
        return splices.Count == 0 ? null : document.Encode(TextSplice.Apply(document.Text, splices));
    }

    private static IEnumerable<AnswerFileElement> Pending(AnswerFileDocument document) => document.Settings.Where(s =>
        UnattendNames.Same(s.Attribute(UnattendNames.Pass), UnattendNames.OfflineServicing) &&
        s.Attribute(UnattendNames.WasPassProcessed)?.Trim() != "true" &&
        s.ChildrenNamed(UnattendNames.Component).Any());

    private static TextSplice Splice(string text, AnswerFileElement settings)
    {
        var tag = text[settings.Start..settings.ContentStart];
        return Attribute().Match(tag) is { Success: true } other
            ? new TextSplice(settings.Start + other.Index, other.Value, Mark)
            : new TextSplice(settings.ContentStart - 1, "", " " + Mark);
    }

    /// <summary>The attribute with another value, as in <c>wasPassProcessed="false"</c>.</summary>
    [GeneratedRegex("""(?<=\s)wasPassProcessed\s*=\s*("[^"]*"|'[^']*')""")]
    private static partial Regex Attribute();
}
