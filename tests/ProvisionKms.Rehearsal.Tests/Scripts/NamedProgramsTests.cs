using System.Text;
using ProvisionKms.Rehearsal.Scripts;

namespace ProvisionKms.Rehearsal.Tests.Scripts;

public sealed class NamedProgramsTests
{
    [Theory]
    [InlineData("netsh advfirewall set x", "netsh.exe")]
    [InlineData("  @googet -root x", "googet.exe")]
    [InlineData("if exist x (\r\n  slui 0x2a\r\n)", "slui.exe")]
    [InlineData("echo x & wmic os", "wmic.exe")]
    [InlineData("for %%x in (1) do tool1 %%x", "tool1.exe")]
    [InlineData("start \"\" /wait setup.exe /s", "setup.exe")]
    [InlineData("\"C:\\Program Files\\Agent\\agent x64.exe\" run", @"C:\Program Files\Agent\agent x64.exe")]
    [InlineData("C:\\tools\\a.exe run", @"C:\tools\a.exe")]
    [InlineData("\"%ProgramFiles%\\Agent\\a.exe\"", @"C:\Program Files\Agent\a.exe")]
    [InlineData("%WINDIR%\\OEM\\b.exe", @"C:\windows\OEM\b.exe")]
    [InlineData("\"%~dp0tools\\c.exe\"", @"C:\Windows\Setup\Scripts\tools\c.exe")]
    public void Programs_are_found_wherever_a_command_may_name_them(string script, string program) =>
        Assert.Contains(program, NamedPrograms.In(Encoding.Latin1.GetBytes(script)), StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("echo hello\r\nset X=1\r\nif exist y goto end\r\n:end\r\nexit /b 0")]
    [InlineData("%SystemRoot%\\System32\\cmd.exe /c dir\r\nfind \"x\" <y")]
    public void What_cmd_does_itself_is_left_to_it(string script) => Assert.Empty(NamedPrograms.In(Encoding.Latin1.GetBytes(script)));

    [Fact]
    public void A_hostile_script_names_no_end_of_programs()
    {
        var script = string.Join("\r\n", Enumerable.Range(0, 100_000).Select(n => $"tool{n} \"C:\\x{n}\\y.exe\" {new string('a', 20)}"));

        Assert.InRange(NamedPrograms.In(Encoding.Latin1.GetBytes(script)).Count, 1, 300);
    }
}
