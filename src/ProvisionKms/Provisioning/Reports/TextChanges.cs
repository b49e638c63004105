using System.Text;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Edits;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>Takes the texts that a plan changes out of an image, before they are.</summary>
internal static class TextChanges
{
    public static IReadOnlyList<TextChange> Of(Plan plan, IImageSession session) =>
    [
        .. plan.Images.SelectMany(image => Of(image.Edits, session.Tree(image.Index), image.Index.Value)),
        .. session.Media is { } media ? Of(plan.Media, media, index: null) : [],
    ];

    /// <summary>Of several edits to one file the last has the whole of it.</summary>
    private static IEnumerable<TextChange> Of(IReadOnlyList<Edit> edits, IImageTree tree, int? index) =>
        from edit in edits.OfType<ContentEdit>()
        where edit.Action != EditAction.Keep
        group edit by edit.Path into file
        let after = TextOf(file.Last().Content.Span)
        where after is not null
        select new TextChange(index, file.Key.ToString(), tree.Find(file.Key) is null ? null : TextOf(tree.ReadFile(file.Key)) ?? "", after);

    /// <returns>Null for what is no text.</returns>
    private static string? TextOf(ReadOnlySpan<byte> content)
    {
        using var reader = new StreamReader(new MemoryStream(content.ToArray()), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var text = reader.ReadToEnd();
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }
}
