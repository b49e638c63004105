using System.Text;
using FsCheck.Fluent;
using ProvisionKms.FirstBoot;
using ProvisionKms.FirstBoot.Carried;
using ProvisionKms.Tests.FirstBoot.Wine;

namespace ProvisionKms.Tests.FirstBoot.Carried;

/// <summary>What a real command interpreter makes of the commands: byte for byte the files.</summary>
[Collection(nameof(WineCollection))]
public sealed class EchoInCmdTests(WinePrefix wine)
{
    private const string Workshop = @"C:\windows\Pkms";

    private static readonly string[] Odd =
    [
        "@echo off", "", "  two", "on", "off", "OFF", "/?", "x /? y /?", "a&b|c<d>e(f)g^h\"i", "%PATH%", "%", "%%", "%%%", "100%", "%TIME:~0,5%",
        "%PATH:C=D%", "set \"X=%OS%\"", "  for %%A in (x) do echo %%A", "%~dp0", "%1 %*", "%j", "%~j", "%%~j", "1", "a 1", "trailing ", "   ", "\t", "\tx", "\"",
        "\"odd", "!x!", "^!x^!", ":label", "::", "=x", ";x", ",x", "a  b   c", "@", "rem x", "(", ")", "if 1==1 (", ") else (", "x>nul 2>&1", "2>x", "1>", "^", "^^",
        "a^", "\"\"", "\"%SystemRoot%\\x\" 2>nul", "~", "`", "'", "[x]", "{x}", "$(x)", "\\..\\..\\x", "..\\x", ".", "*", "?", "x=1", "a,b;c", "%SystemRoot%", "echo %OS%",
        "%ERRORLEVEL%", "%CD%%CD%", "x%OS", "OS%x", "&", "|", "<", ">", "&&", "||", "echo", "exit", "exit 3", "do", "in", "else", "nul", "con",
    ];

    [Fact]
    public void Odd_lines_come_out_as_they_are() => Check(Odd);

    [Fact]
    public void Lines_of_any_length_come_out_as_they_are() => Check(
    [
        .. Enumerable.Range(100, 60).Select(n => new string('x', n)),
        new string('x', 1000),
        string.Concat(Enumerable.Repeat("x\"\"", 200)),
        string.Concat(Enumerable.Repeat("%OS%", 200)),
        string.Concat(Enumerable.Repeat("a b  c=d\" ", 60)),
        "x" + new string('y', 150) + "/?" + new string('z', 150) + " on",
    ]);

    [Fact]
    public void Random_lines_come_out_as_they_are()
    {
        const string frequent = "%%%%^^&|<>()\"\"!  =,;:~jdA0/?@.\\";
        var character = Gen.OneOf(Gen.Elements(frequent.ToCharArray()), Gen.Choose(' ', '~').Select(c => (char)c));
        var line = Gen.Choose(0, 60).SelectMany(n => character.ArrayOf(n)).Select(c => new string(c));
        var words = Gen.ListOf(Gen.Elements("%PATH%", "%OS%", "%", " ", "set ", "\"", "on", "off", "echo ", "x", "%%A", "^", "&", "1", ">", "/?", "%~dp0"), 8).Select(string.Concat);
        var lines = Gen.OneOf(line, words).Sample(400, new FsCheck.Rnd(20190131UL, 7UL), 40)
            .Where(l => EchoedLine.Statements(l, "a", ends: true, room: 150) is not null).ToArray();
        Assert.True(lines.Length > 200, $"{lines.Length} lines");
        Check(lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a\r\nno line end")]
    [InlineData("a\r\n%OS%")]
    [InlineData("\r\n")]
    [InlineData("on")]
    public void A_file_may_end_anyhow(string content)
    {
        Run(SetupCommands.Pack([SetupCommands.Statements("a", Encoding.ASCII.GetBytes(content), out var badLine)]));
        Assert.Equal((0, content), (badLine, wine.Read(Workshop + @"\a")));
    }

    private void Check(string[] lines)
    {
        var text = string.Concat(lines.Select(l => l + "\r\n"));
        var commands = SetupCommands.Pack([SetupCommands.Statements("a", Encoding.ASCII.GetBytes(text), out var badLine)]).ToList();
        Assert.True(badLine == 0, badLine == 0 ? "" : lines[badLine - 1]);
        Assert.All(commands, c => Assert.InRange(c.Length, 1, SetupCommands.LongestCommand));
        Run(commands);
        var written = wine.Read(Workshop + @"\a").Split("\r\n");
        var different = lines.Select((l, i) => (Line: l, Written: i < written.Length ? written[i] : "nothing")).FirstOrDefault(p => p.Line != p.Written);
        Assert.Equal(different.Line, different.Written);
        Assert.Equal(text, wine.Read(Workshop + @"\a"));
    }

    private void Run(IEnumerable<string> commands)
    {
        wine.Require();
        wine.Delete(Workshop);
        wine.Write(Workshop + @"\a", "of an earlier run");
        new SpecializePass(wine).Run(commands);
    }
}
