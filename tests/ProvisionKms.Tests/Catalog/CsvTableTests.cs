using ProvisionKms.Catalog;

namespace ProvisionKms.Tests.Catalog;

public class CsvTableTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "1|2")]
    [InlineData("a,b\r\n1,2\r\n3,4", "1|2;3|4")]
    [InlineData("\uFEFFa,b\n\"x, y\",\"say \"\"no\"\"\"\n", "x, y|say \"no\"")]
    [InlineData("a,b\n\"two\nlines\",\n", "two\nlines|")]
    [InlineData("a,b\n,\n\n,z\n", "|;|z")]
    [InlineData("a,b\n1,", "1|")]
    [InlineData("", "")]
    [InlineData("a,b\n", "")]
    public void Rows_are_read(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', CsvTable.Parse(text).Select(r => $"{r["a"]}|{r["b"]}")));

    [Theory]
    [InlineData("a,b\n1\n")]
    [InlineData("a,b\n1,2,3\n")]
    [InlineData("a,b\n\"1,2\n")]
    [InlineData("a,b\n\"1\"x,2\n")]
    [InlineData("a,b\n1\"x,2\n")]
    public void Malformed_text_is_refused(string text) => Assert.Throws<FormatException>(() => CsvTable.Parse(text));
}
