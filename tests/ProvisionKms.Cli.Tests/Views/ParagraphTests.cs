using ProvisionKms.Cli.Views;

namespace ProvisionKms.Cli.Tests.Views;

public sealed class ParagraphTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one", "one")]
    [InlineData("one two three", "one two|three")]
    [InlineData("  one two three", "  one|  two|  three")]
    [InlineData("/a/long/path/in/one/piece and more", "/a/long/path/in/one/piece|and more")]
    public void Breaks_at_blanks_only(string text, string lines) =>
        Assert.Equal(lines.Split('|'), Paragraph.Wrap(text, 8));
}
