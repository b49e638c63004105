using System.Text;

namespace ProvisionKms.Catalog;

/// <summary>
/// Reads comma-separated values as RFC 4180 describes them: quoted fields with commas, doubled quotes and line breaks.
/// Each row is its fields by the column names of the first line. The files are ours, so a malformed one is a bug.
/// </summary>
internal static class CsvTable
{
    /// <exception cref="FormatException">A quote is misplaced, or a row has not as many fields as the first line.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Parse(string text)
    {
        var records = Records(text).ToList();
        if (records.Count == 0)
        {
            return [];
        }

        var columns = records[0];
        return [.. records.Skip(1).Select((fields, row) => Row(columns, fields, row + 2))];
    }

    private static Dictionary<string, string> Row(List<string> columns, List<string> fields, int number) =>
        fields.Count == columns.Count
            ? columns.Zip(fields).ToDictionary(p => p.First, p => p.Second)
            : throw new FormatException($"record {number} has {fields.Count} fields instead of {columns.Count}");

    private static IEnumerable<List<string>> Records(string text)
    {
        var record = new List<string>();
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        while (at < text.Length)
        {
            record.Add(Field(text, ref at));
            if (at < text.Length && text[at] == ',')
            {
                at++;
                if (at == text.Length || text[at] is '\r' or '\n')
                {
                    record.Add("");
                }
                else
                {
                    continue;
                }
            }

            SkipLineEnd(text, ref at);
            if (record is not [""])
            {
                yield return record;
            }

            record = [];
        }
    }

    private static string Field(string text, ref int at) =>
        at < text.Length && text[at] == '"' ? QuotedField(text, ref at) : PlainField(text, ref at);

    private static string PlainField(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not (',' or '\r' or '\n'))
        {
            if (text[at] == '"')
            {
                throw new FormatException($"a quote inside an unquoted field, at character {at + 1}");
            }

            at++;
        }

        return text[start..at];
    }

    private static string QuotedField(string text, ref int at)
    {
        var start = at++;
        var value = new StringBuilder();
        while (true)
        {
            if (at >= text.Length)
            {
                throw new FormatException($"the quote at character {start + 1} is not closed");
            }

            if (text[at] == '"')
            {
                at++;
                if (at >= text.Length || text[at] != '"')
                {
                    break;
                }
            }

            value.Append(text[at++]);
        }

        return at >= text.Length || text[at] is ',' or '\r' or '\n'
            ? value.ToString()
            : throw new FormatException($"text after a closing quote, at character {at + 1}");
    }

    private static void SkipLineEnd(string text, ref int at)
    {
        at += at < text.Length && text[at] == '\r' ? 1 : 0;
        at += at < text.Length && text[at] == '\n' ? 1 : 0;
    }
}
