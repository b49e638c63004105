using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.FirstBoot.Carried;

namespace ProvisionKms.Tests.FirstBoot.Carried;

public sealed class CarriedScriptTests
{
    [Fact]
    public void Every_command_of_our_own_payload_is_within_the_documented_length()
    {
        var carried = CarriedScript.Create(Payloads.Standard());
        Assert.Empty(carried.Diagnostics);
        Assert.All(carried.Commands, c => Assert.InRange(c.Length, 1, SetupCommands.LongestCommand));
        Assert.All(carried.Commands, c => Assert.True(c.All(x => x is >= ' ' and <= '~'), c));
        TestContext.Current.TestOutputHelper!.WriteLine($"{carried.Commands.Count} commands");
        Assert.InRange(carried.Commands.Count, 10, 350);
    }

    [Fact]
    public void The_same_payload_gives_the_same_commands() =>
        Assert.Equal(CarriedScript.Create(Payloads.Standard()).Commands, CarriedScript.Create(Payloads.Standard()).Commands);

    [Fact]
    public void No_command_has_two_spaces_in_a_row_for_an_XML_tool_to_shorten() =>
        Assert.All(CarriedScript.Create(Payloads.Standard()).Commands, c => Assert.DoesNotContain("  ", c, StringComparison.Ordinal));

    /// <summary>Windows Setup expands variables before it starts a command, and cmd.exe does before it looks at carets.</summary>
    [Fact]
    public void Between_two_percent_signs_there_is_never_a_name_but_that_of_the_Windows_folder()
    {
        var names = CarriedScript.Create(Payloads.Standard()).Commands
            .SelectMany(c => c.Split('%')[1..^1].Select(name => name.Split(':')[0]))
            .Where(name => name.Length > 0 && !name.StartsWith("~j", StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal))
            .Distinct();
        Assert.Equal(["SystemRoot"], names);
    }

    [Theory]
    [InlineData("\u00E4", "a letter outside ASCII")]
    [InlineData("a\nb", "a line end of another system")]
    [InlineData("\0", "a control character")]
    [InlineData("  /? ", "a blank before what must be cut")]
    [InlineData("  on", "a blank before a switch of echo")]
    public void A_line_that_echo_cannot_write_is_named(string line, string why)
    {
        var payload = new PayloadFile(Payload.Folder / "Activate.cmd", Encoding.Latin1.GetBytes($"first\r\n{line}\r\n"));
        var carried = CarriedScript.Create([payload]);
        Assert.Empty(carried.Commands);
        var finding = Assert.Single(carried.Diagnostics);
        Assert.Equal((Codes.TemplateNotCarriable, new SourceSpan("Activate.cmd", 2, 1), why), (finding.Code, finding.Where!.Value, why));
    }

    [Fact]
    public void A_long_line_that_begins_with_blanks_is_named_too()
    {
        var payload = new PayloadFile(Payload.Folder / "x.cmd", Encoding.ASCII.GetBytes(" " + new string('x', 300) + "\r\n"));
        Assert.Equal(Codes.TemplateNotCarriable, Assert.Single(CarriedScript.Create([payload]).Diagnostics).Code);
    }
}
