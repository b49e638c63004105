using System.Text;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Tests.AnswerFiles;

public sealed class EncodingTests
{
    public static TheoryData<string, string, string> Readable => new()
    {
        { "utf-8", "", "" },
        { "utf-8", "EFBBBF", "" },
        { "utf-8", "EFBBBF", "utf-8" },
        { "utf-8", "", "UTF-8" },
        { "utf-16", "FFFE", "utf-16" },
        { "utf-16BE", "FEFF", "UTF-16" },
        { "utf-16", "", "utf-16" },
        { "utf-16BE", "", "utf-16" },
        { "utf-16", "FFFE", "" },
        { "utf-16", "FFFE", "utf-8" },
        { "iso-8859-1", "", "ISO-8859-1" },
        { "windows-1252", "", "windows-1252" },
        { "windows-1252", "", "Windows-1252" },
        { "shift_jis", "", "shift_jis" },
        { "gb18030", "", "gb18030" },
        { "us-ascii", "", "us-ascii" },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_file_keeps_its_encoding_and_byte_order_mark(string encodingName, string bom, string declared)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(encodingName) ?? Encoding.GetEncoding(encodingName);
        var owner = encodingName switch { "us-ascii" => "ASCII", "shift_jis" or "gb18030" => "漢字", _ => "Zürich" };
        var text = (declared.Length > 0 ? $"<?xml version='1.0' encoding='{declared}'?>\r\n" : "")
            + $"<unattend xmlns=\"{Sample.Namespace}\">\r\n <settings pass=\"specialize\">\r\n  <component name=\"Microsoft-Windows-Shell-Setup\" processorArchitecture=\"amd64\">"
            + $"\r\n   <RegisteredOwner>{owner}</RegisteredOwner>\r\n  </component>\r\n </settings>\r\n</unattend>";
        byte[] original = [.. Convert.FromHexString(bom), .. encoding.GetBytes(text)];

        var result = AnswerFileMerge.Merge(original, "unattend.xml", Sample.Image);

        var expected = text.Replace("</RegisteredOwner>", $"</RegisteredOwner>\r\n   <ProductKey>{Sample.Key.Reveal()}</ProductKey>", StringComparison.Ordinal);
        Assert.Equal([.. Convert.FromHexString(bom), .. encoding.GetBytes(expected)], result.Content!);
        Assert.Equal(original, AnswerFileMerge.Remove(result.Content!, result.Splices));
    }

    [Theory]
    [InlineData("x-unheard-of", "'x-unheard-of' is not known")]
    [InlineData("utf-7", "'utf-7' is not known")]
    [InlineData("utf-16", "8-bit")]
    [InlineData("UCS-2", "8-bit")]
    public void An_encoding_that_cannot_be_read_is_named(string declared, string message)
    {
        var error = Error(Encoding.ASCII.GetBytes($"<?xml version=\"1.0\" encoding=\"{declared}\"?><unattend xmlns=\"{Sample.Namespace}\"/>"));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(new SourceSpan("unattend.xml", 1, 1), error.Where);
    }

    [Fact]
    public void Utf_32_is_refused() =>
        Assert.Contains("UTF-32", Error([0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Sample.Unattend(""))]).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("<?xml version=\"1.0\" encoding=\"us-ascii\"?>")]
    public void Bytes_that_are_not_in_the_encoding_are_shown_where_they_stand(string declaration)
    {
        var error = Error([.. Encoding.ASCII.GetBytes(declaration + "\r\n\n<a>"), 0xFC, .. "</a>"u8]);
        Assert.Equal(new SourceSpan("unattend.xml", 3, 4), error.Where);
    }

    [Fact]
    public void A_stateful_encoding_that_does_not_survive_a_round_trip_is_refused() =>
        Error([.. Encoding.ASCII.GetBytes("<?xml version=\"1.0\" encoding=\"iso-2022-jp\"?>\n<a>"), 0x1B, .. "(B"u8, .. "</a>"u8]);

    private static Diagnostic Error(byte[] content)
    {
        var result = AnswerFileMerge.Merge(content, "unattend.xml", Sample.Image);
        Assert.Null(result.Content);
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(Codes.AnswerFileEncoding, error.Code);
        return error;
    }
}
