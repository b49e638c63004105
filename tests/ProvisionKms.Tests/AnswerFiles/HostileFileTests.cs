using System.Text;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>Whatever the bytes are: a diagnostic with its place, never an exception, never another file or the network.</summary>
public sealed class HostileFileTests
{
    public static TheoryData<string, int, int> Malformed => new()
    {
        { "", 1, 1 },
        { " \r\n ", 1, 1 },
        { "no xml", 1, 1 },
        { "<unattend xmlns='urn:schemas-microsoft-com:unattend'>", 1, 54 },
        { "<unattend>\r\n  <settings pass=specialize/>\r\n</unattend>", 2, 18 },
        { "<unattend>\r\r <a></b>\r</unattend>", 3, 7 },
        { "<unattend>\n<a b='1' b='2'/></unattend>", 2, 10 },
        { "<unattend>&nbsp;</unattend>", 1, 12 },
        { "<unattend>\n\0</unattend>", 2, 1 },
        { "<unattend>\n a\u0001</unattend>", 2, 3 },
        { "<unattend>&#0;</unattend>", 1, 13 },
        { "<unattend/><unattend/>", 1, 13 },
        { "\n<?xml version='1.0'?><unattend/>", 2, 3 },
        { "<?xml version='1.1'?><unattend/>", 1, 16 },
        { "<u:unattend/>", 1, 2 },
        { "<unattend>\n<% if @x %>\n</unattend>", 2, 2 },
        { "<!-- a -- b --><unattend/>", 1, 8 },
        { "<unattend><![CDATA[ ]]</unattend>", 1, 34 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_file_gives_line_and_column(string text, int line, int column)
    {
        var error = Error(text);
        Assert.Equal(Codes.AnswerFileMalformed, error.Code);
        Assert.Equal(new SourceSpan("unattend.xml", line, column), error.Where);
        Assert.DoesNotMatch(@"Line \d", error.Message);
    }

    [Theory]
    [InlineData("<!DOCTYPE unattend [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<unattend>&x;</unattend>", 1)]
    [InlineData("<?xml version='1.0'?>\n<!DOCTYPE unattend SYSTEM 'http://localhost:1/x.dtd'>\n<unattend/>", 2)]
    [InlineData("\n\n<!DOCTYPE l [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>\n<l>&c;</l>", 3)]
    public void A_document_type_declaration_is_refused_unread(string text, int line)
    {
        var error = Error(text);
        Assert.Equal(Codes.AnswerFileHasDtd, error.Code);
        Assert.Equal(line, error.Where!.Value.Line);
    }

    [Theory]
    [InlineData("<unattend/>")]
    [InlineData("<Unattend xmlns='urn:schemas-microsoft-com:unattend'/>")]
    [InlineData("<unattend xmlns='urn:schemas-microsoft-com:unattended'/>")]
    [InlineData("<html><body/></html>")]
    public void XML_that_is_no_answer_file_is_named_as_such(string text)
    {
        var error = Error("<!-- x -->\n" + text);
        Assert.Equal(Codes.NotAnAnswerFile, error.Code);
        Assert.Equal(new SourceSpan("unattend.xml", 2, 1), error.Where);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var text = new StringBuilder($"<unattend xmlns='{Sample.Namespace}'>").Insert(0, "\n");
        for (var i = 0; i < 200_000; i++)
        {
            text.Append("<a>");
        }

        Assert.Equal(Codes.AnswerFileTooLarge, Error(text.ToString()).Code);
    }

    [Fact]
    public void A_hundred_megabytes_are_refused_unread()
    {
        var result = AnswerFileMerge.Merge(new byte[100 * 1024 * 1024], "unattend.xml", Sample.Image);
        Assert.Equal(Codes.AnswerFileTooLarge, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void A_file_that_would_outgrow_the_limit_is_refused()
    {
        var text = Sample.ShellSetup("");
        Assert.Equal(Codes.AnswerFileTooLarge, Error(text + new string(' ', (16 * 1024 * 1024) - text.Length)).Code);
    }

    [Fact]
    public void Random_bytes_and_damaged_files_never_throw()
    {
        var random = new Random(20190203);
        var good = Sample.Utf8(Sample.ShellSetup("      <ProductKey><!-- x --></ProductKey>"));
        for (var i = 0; i < 2000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var damage = random.Next(1, 5); damage > 0; damage--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (AnswerFileMerge.Merge(bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)], "unattend.xml", Sample.Media).Content is null)
            {
                continue;
            }

            Judge.OnlyKeysDiffer(bytes, AnswerFileMerge.Merge(bytes, "unattend.xml", Sample.Media).Content!, Convert.ToHexString(bytes));
        }
    }

    [Fact]
    public void Reading_keys_of_a_malformed_file_gives_the_same_diagnostic()
    {
        var keys = AnswerFileMerge.ReadKeys("<unattend"u8.ToArray(), "unattend.xml");
        Assert.Empty(keys.Keys);
        Assert.Equal(Codes.AnswerFileMalformed, Assert.Single(keys.Diagnostics).Code);
        Assert.False(AnswerFileMerge.HasKey("<unattend"u8.ToArray(), Sample.Image));
    }

    private static Diagnostic Error(string text)
    {
        var result = AnswerFileMerge.Merge(Sample.Utf8(text), "unattend.xml", Sample.Image);
        Assert.Null(result.Content);
        Assert.False(result.Changed);
        return Assert.Single(result.Diagnostics);
    }
}
