using System.Text;

namespace ProvisionKms.AnswerFiles;

/// <summary>One change to a text: at an offset of the original, these characters gave way to those.</summary>
public sealed record TextSplice(int Offset, string Removed, string Inserted)
{
    /// <summary>Makes the changes. They must be in order and must not overlap.</summary>
    internal static string Apply(string original, IEnumerable<TextSplice> splices)
    {
        var result = new StringBuilder(original.Length);
        var position = 0;
        foreach (var splice in splices)
        {
            var end = EndOf(splice.Removed, original, splice.Offset);
            result.Append(original, position, splice.Offset - position).Append(splice.Inserted);
            position = end;
        }

        return result.Append(original, position, original.Length - position).ToString();
    }

    /// <summary>Takes the same changes back.</summary>
    internal static string Undo(string changed, IEnumerable<TextSplice> splices)
    {
        var inverse = new List<TextSplice>();
        var shift = 0;
        foreach (var (offset, removed, inserted) in splices)
        {
            inverse.Add(new TextSplice(offset + shift, inserted, removed));
            shift += inserted.Length - removed.Length;
        }

        return Apply(changed, inverse);
    }

    private static int EndOf(string removed, string text, int offset) =>
        offset <= text.Length && text.AsSpan(offset).StartsWith(removed, StringComparison.Ordinal)
            ? offset + removed.Length
            : throw new ArgumentException("the splices are not of this text");
}
