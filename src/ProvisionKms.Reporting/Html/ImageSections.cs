using System.Xml.Linq;
using ProvisionKms.Provisioning.Reports;
using static ProvisionKms.Reporting.Html.Markup;
using static ProvisionKms.Reporting.XmlText;

namespace ProvisionKms.Reporting.Html;

/// <summary>Each image with its edition, its key, every edit and what became of its texts. Images that are alike share a section.</summary>
internal static class ImageSections
{
    public static IEnumerable<XElement> Of(RunReport report)
    {
        foreach (var alike in report.Images.GroupBy(image => (image.Product, image.Edition, image.Key, Edits: string.Join('\n', image.Edits), Texts: TextsOf(report, image.Index))))
        {
            var image = alike.First();
            yield return Section($"Index {string.Join(", ", alike.Select(i => i.Index))}: {image.Product} {image.Edition}", image.Key, image.Trigger?.Why, image.Edits, Changes(report, image.Index));
        }

        if (report.Media is { } media)
        {
            yield return Section("Media", key: null, trigger: null, media.Edits, Changes(report, index: null));
        }
    }

    private static XElement Section(string title, string? key, string? trigger, IReadOnlyList<PlannedEdit> edits, IEnumerable<TextChange> texts) => Element("section",
        Element("h2", Plain(title)),
        key is null ? null : Element("p", "Product key ", Element("code", key)),
        trigger is null ? null : Element("p", Plain($"First boot: {trigger}")),
        Element("ul", Class("edits"), edits.Select(Edit)),
        texts.Select(DiffView.Of));

    private static XElement Edit(PlannedEdit edit) => Element("li",
        Element("span", Class($"action {edit.Action}"), edit.Action),
        Element("div",
            Element("p", Element("strong", edit.Kind), " ", Element("code", Plain(edit.Target))),
            Element("p", Plain(edit.Value)),
            Element("p", Class("why"), Plain(edit.Why))));

    private static IEnumerable<TextChange> Changes(RunReport report, int? index) => report.Texts.Where(text => text.Index == index);

    private static string TextsOf(RunReport report, int index) => string.Join('\n', Changes(report, index).Select(text => (text.Path, text.Before, text.After)));
}
