using System.Globalization;
using System.Xml.Linq;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using ProvisionKms.Provisioning.Reports;
using static ProvisionKms.Reporting.Html.Markup;
using static ProvisionKms.Reporting.XmlText;

namespace ProvisionKms.Reporting.Html;

/// <summary>
/// A text before and after. Lines that stay are counted, not shown: what else is in others' scripts is theirs. Of a new file all is shown.
/// </summary>
internal static class DiffView
{
    /// <summary>Our own script has hundreds of lines; it opens when it is asked for.</summary>
    private const int LongestShown = 80;

    public static XElement Of(TextChange change)
    {
        var what = change.Before is null ? "new file" : "changed";
        if (Redaction.Of(change.Before ?? "") is not { } before || Redaction.Of(change.After) is not { } after)
        {
            return Element("p", Element("code", Plain(change.Path)), $" {what}, too long to show");
        }

        var lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        var (added, removed) = (lines.Count(l => l.Type == ChangeType.Inserted), lines.Count(l => l.Type == ChangeType.Deleted));
        return Element("details",
            lines.Count <= LongestShown ? new XAttribute("open", "") : null,
            Element("summary", Element("code", Plain(change.Path)), string.Create(CultureInfo.InvariantCulture, $" {what}, +{added} −{removed} lines")),
            Element("pre", Class("diff"), Lines(lines, isNew: change.Before is null)));
    }

    private static IEnumerable<XElement> Lines(IReadOnlyList<DiffPiece> lines, bool isNew)
    {
        var kept = 0;
        foreach (var line in lines)
        {
            if (line.Type is ChangeType.Unchanged)
            {
                kept++;
                continue;
            }

            // What a new file is compared with has one line, which is empty.
            if (isNew && line.Type == ChangeType.Deleted)
            {
                continue;
            }

            if (kept > 0)
            {
                yield return Kept(kept);
                kept = 0;
            }

            yield return line.Type == ChangeType.Inserted ? Element("ins", Plain($"+ {line.Text}\n")) : Element("del", Plain($"− {line.Text}\n"));
        }

        if (kept > 0 && !isNew)
        {
            yield return Kept(kept);
        }
    }

    private static XElement Kept(int lines) => Element("span", Class("kept"), lines == 1 ? "  1 line as before\n" : string.Create(CultureInfo.InvariantCulture, $"  {lines} lines as before\n"));
}
