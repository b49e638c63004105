using ProvisionKms.Cli.Terminals;

namespace ProvisionKms.Cli.Tests.Terminals;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Windows Server 2019 SERVERSTANDARD", "Windows Server 2019 SERVERSTANDARD")]
    [InlineData("Édition évaluée 日本", "Édition évaluée 日本")]
    [InlineData("\e]0;title\a", "\uFFFD]0;title\uFFFD")]
    [InlineData("one\r\ntwo", "one\uFFFD\uFFFDtwo")]
    [InlineData("\u202Egnp.exe", "\uFFFDgnp.exe")]
    [InlineData("\u009B31m", "\uFFFD31m")]
    public void Others_text_cannot_steer_the_terminal(string text, string expected) =>
        Assert.Equal(expected, PlainText.Of(text));
}
