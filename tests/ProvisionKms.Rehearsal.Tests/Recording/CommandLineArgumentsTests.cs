using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Tests.Recording;

public sealed class CommandLineArgumentsTests
{
    [Theory]
    [InlineData("ping", "")]
    [InlineData("ping  -n 2\t127.0.0.1 ", "-n|2|127.0.0.1")]
    [InlineData(@"""C:\Program Files\x.exe"" a", "a")]
    [InlineData(@"C:\""Program Files""\x.exe a", "a")]
    [InlineData(@"x ""a b"" c""d e""f", "a b|cd ef")]
    [InlineData(@"x """" a", "|a")]
    [InlineData(@"x a\\b d""e f""g h", @"a\\b|de fg|h")]
    [InlineData(@"x a\\\""b c d", @"a\""b|c|d")]
    [InlineData(@"x a\\\\""b c"" d", @"a\\b c|d")]
    [InlineData(@"x /tr ""\""C:\a b\c.cmd\"" task""", @"/tr|""C:\a b\c.cmd"" task")]
    [InlineData(@"x ""a""""b"" c", @"a""b|c")]
    [InlineData(@"x C:\folder\ ""open", @"C:\folder\|open")]
    [InlineData("", "")]
    public void They_are_split_as_programs_of_Windows_do(string commandLine, string expected) =>
        Assert.Equal(expected, string.Join('|', CommandLineArguments.Of(commandLine)));
}
