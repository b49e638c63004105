using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot.GroupPolicy;

namespace ProvisionKms.Tests.FirstBoot.GroupPolicy;

/// <summary>scripts.ini and gpt.ini, made and merged.</summary>
public sealed class StartupScriptTests
{
    private const string Ours = "[{42B5FAAE-6536-11D2-AE5A-0000F87571E3}{40B6664F-4972-11D1-A7CA-0000F87571E3}]";
    private const string Registry = "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]";
    private const string Security = "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]";

    [Fact]
    public void New_files_are_those_that_Microsoft_describes()
    {
        var (list, policy) = Merge(null, null);
        Assert.Equal("\uFEFF[Startup]\r\n0CmdLine=ProvisionKms.cmd\r\n0Parameters=\r\n", Encoding.Unicode.GetString(list));
        Assert.Equal($"[General]\r\ngPCFunctionalityVersion=2\r\ngPCMachineExtensionNames={Ours}\r\nVersion=1\r\n", Encoding.ASCII.GetString(policy));
    }

    [Fact]
    public void The_script_calls_Activate_cmd_through_cmd_exe()
    {
        var text = Encoding.ASCII.GetString(StartupScript.Content);
        Assert.Contains("""
            "%SystemRoot%\System32\cmd.exe" /d /e:on /v:off /c "call "%SystemRoot%\Setup\Scripts\ProvisionKms\Activate.cmd" startup"
            """, text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.DoesNotContain('\n', line));
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Startup]\r\n0CmdLine=a.cmd\r\n0Parameters=/x\r\n", "[Startup]\r\n0CmdLine=a.cmd\r\n0Parameters=/x\r\n1CmdLine=ProvisionKms.cmd\r\n1Parameters=\r\n")]
    [InlineData("\r\n[Shutdown]\r\n0CmdLine=z.cmd\r\n0Parameters=\r\n[Startup]\r\n0CmdLine=a.cmd\r\n0Parameters=\r\n\r\n", "\r\n[Shutdown]\r\n0CmdLine=z.cmd\r\n0Parameters=\r\n[Startup]\r\n0CmdLine=a.cmd\r\n0Parameters=\r\n1CmdLine=ProvisionKms.cmd\r\n1Parameters=\r\n\r\n")]
    [InlineData("[STARTUP]\r\n0cmdline=a.cmd\r\n0parameters=\r\n[Shutdown]\r\n", "[STARTUP]\r\n0cmdline=a.cmd\r\n0parameters=\r\n1CmdLine=ProvisionKms.cmd\r\n1Parameters=\r\n[Shutdown]\r\n")]
    [InlineData("[Shutdown]\r\n0CmdLine=z.cmd\r\n0Parameters=", "[Shutdown]\r\n0CmdLine=z.cmd\r\n0Parameters=\r\n[Startup]\r\n0CmdLine=ProvisionKms.cmd\r\n0Parameters=\r\n")]
    [InlineData("[Startup]\n0CmdLine=a.cmd\n0Parameters=\n", "[Startup]\n0CmdLine=a.cmd\n0Parameters=\n1CmdLine=ProvisionKms.cmd\n1Parameters=\n")]
    [InlineData("[Startup]\r\n0CmdLine=a.cmd\r\n0Parameters=\r\n2CmdLine=dead.cmd\r\n2Parameters=\r\n", "[Startup]\r\n0CmdLine=a.cmd\r\n0Parameters=\r\n2CmdLine=dead.cmd\r\n2Parameters=\r\n1CmdLine=ProvisionKms.cmd\r\n1Parameters=\r\n")]
    [InlineData("[Startup]\r\n;0CmdLine=off.cmd\r\n", "[Startup]\r\n;0CmdLine=off.cmd\r\n0CmdLine=ProvisionKms.cmd\r\n0Parameters=\r\n")]
    [InlineData("", "[Startup]\r\n0CmdLine=ProvisionKms.cmd\r\n0Parameters=\r\n")]
    public void Ours_comes_last_and_what_was_there_stays(string before, string after)
    {
        Assert.Equal(after, Encoding.Latin1.GetString(Merge(Encoding.Latin1.GetBytes(before), null).List));
        Assert.Equal("\uFEFF" + after, Encoding.Unicode.GetString(Merge(Wide(before), null).List));
    }

    [Theory]
    [InlineData("[Startup]\r\n0CmdLine=PROVISIONKMS.CMD\r\n0Parameters=\r\n")]
    [InlineData("[Startup]\r\n0CmdLine= \"ProvisionKms.cmd\" \r\n0Parameters=\r\n1CmdLine=later.cmd\r\n1Parameters=\r\n")]
    public void What_is_listed_is_not_listed_again(string list) =>
        Assert.Equal(list, Encoding.Latin1.GetString(Merge(Encoding.Latin1.GetBytes(list), null).List));

    [Fact]
    public void Characters_that_are_no_text_survive()
    {
        byte[] list = [0xFF, 0xFE, 0x00, 0xD8, 0x0A, 0x00, .. Encoding.Unicode.GetBytes("[Startup]\r\n0CmdLine=ü.cmd\r\n0Parameters=\r\n")];
        Assert.Equal([.. list, .. Encoding.Unicode.GetBytes("1CmdLine=ProvisionKms.cmd\r\n1Parameters=\r\n")], Merge(list, null).List);
    }

    [Theory]
    [InlineData("Version=1\r\n", $"Version=2\r\ngPCMachineExtensionNames={Ours}\r\n")]
    [InlineData($"gPCMachineExtensionNames={Registry}\r\nVersion=196611\r\n", $"gPCMachineExtensionNames={Registry}{Ours}\r\nVersion=196612\r\n")]
    [InlineData($"gPCMachineExtensionNames={Registry}{Security}\r\nVersion=5\r\n", $"gPCMachineExtensionNames={Registry}{Ours}{Security}\r\nVersion=6\r\n")]
    [InlineData("gPCMachineExtensionNames=[{42b5faae-6536-11d2-ae5a-0000f87571e3}{40B66650-4972-11D1-A7CA-0000F87571E3}]\r\nVersion=5\r\n", "gPCMachineExtensionNames=[{42b5faae-6536-11d2-ae5a-0000f87571e3}{40B6664F-4972-11D1-A7CA-0000F87571E3}{40B66650-4972-11D1-A7CA-0000F87571E3}]\r\nVersion=6\r\n")]
    [InlineData($"gPCMachineExtensionNames={Ours}\r\nVersion=131071\r\n", $"gPCMachineExtensionNames={Ours}\r\nVersion=65537\r\n")]
    [InlineData($"gPCMachineExtensionNames=garbage\r\nVersion=x\r\n", $"gPCMachineExtensionNames=garbage{Ours}\r\nVersion=1\r\n")]
    [InlineData("gPCMachineExtensionNames=\r\nVersion=\r\n", $"gPCMachineExtensionNames={Ours}\r\nVersion=1\r\n")]
    public void The_extension_joins_the_list_and_the_version_of_the_computer_part_grows(string before, string after)
    {
        var policy = Merge(null, Encoding.ASCII.GetBytes("[General]\r\n" + before)).Policy;
        Assert.Equal("[General]\r\n" + after, Encoding.ASCII.GetString(policy));
    }

    [Fact]
    public void The_version_grows_when_only_the_list_of_scripts_changed()
    {
        var (list, policy) = Merge(null, null);
        Assert.Contains("Version=2", Encoding.ASCII.GetString(Merge(null, policy).Policy), StringComparison.Ordinal);
        Assert.Contains("Version=1\r", Encoding.ASCII.GetString(Merge(list, policy).Policy), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_of_zero_would_hide_the_policy()
    {
        var (list, _) = Merge(null, null);
        var policy = Merge(list, Encoding.ASCII.GetBytes($"[General]\r\ngPCMachineExtensionNames={Ours}\r\nVersion=65536\r\n")).Policy;
        Assert.EndsWith("Version=65537\r\n", Encoding.ASCII.GetString(policy), StringComparison.Ordinal);
        Assert.False(StartupScript.IsAnnounced(Encoding.ASCII.GetBytes($"[General]\r\ngPCMachineExtensionNames={Ours}\r\nVersion=65536\r\n")));
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("3", true)]
    [InlineData("1", false)]
    [InlineData("0", false)]
    public void A_disabled_computer_part_is_warned_of(string options, bool warned)
    {
        var merged = StartupScript.Merge(null, Encoding.ASCII.GetBytes($"[General]\r\nOptions={options}\r\nVersion=1\r\n"), "scripts.ini", "gpt.ini");
        Assert.Equal(warned ? [Codes.LocalPolicyDisabled] : [], merged.Diagnostics.Select(d => d.Code));
        Assert.Contains($"Options={options}\r\n", Encoding.ASCII.GetString(merged.Policy!), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_in_an_encoding_that_Windows_does_not_read_are_refused()
    {
        byte[][] unreadable = [[0xFE, 0xFF, 0, .. "["u8], [0xFF, 0xFE, 65], Encoding.Unicode.GetBytes("[Startup]\r\n")];
        foreach (var file in unreadable)
        {
            var merged = StartupScript.Merge(file, file, "scripts.ini", "gpt.ini");
            Assert.Null(merged.List);
            Assert.Equal([(Codes.PolicyFileUnreadable, "scripts.ini"), (Codes.PolicyFileUnreadable, "gpt.ini")], merged.Diagnostics.Select(d => (d.Code, d.Where!.Value.File!)));
            Assert.False(StartupScript.IsListed(file) || StartupScript.IsAnnounced(file));
        }
    }

    [Fact]
    public void A_list_of_a_hundred_thousand_scripts_is_merged_in_no_time()
    {
        var list = "[Startup]\r\n" + string.Concat(Enumerable.Range(0, 100_000).Select(n => $"{n}CmdLine=x.cmd\r\n{n}Parameters=\r\n"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.EndsWith("100000CmdLine=ProvisionKms.cmd\r\n100000Parameters=\r\n", Encoding.Latin1.GetString(Merge(Encoding.Latin1.GetBytes(list), null).List), StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    [Fact]
    public void A_section_behind_a_UTF_8_mark_is_none_to_Windows()
    {
        byte[] list = [0xEF, 0xBB, 0xBF, .. "[Startup]\r\n0CmdLine=a.cmd\r\n0Parameters=\r\n"u8];
        Assert.Equal([.. list, .. "[Startup]\r\n0CmdLine=ProvisionKms.cmd\r\n0Parameters=\r\n"u8], Merge(list, null).List);
    }

    private static byte[] Wide(string text) => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)];

    private static (byte[] List, byte[] Policy) Merge(byte[]? list, byte[]? policy)
    {
        var merged = StartupScript.Merge(list, policy, "scripts.ini", "gpt.ini");
        Assert.DoesNotContain(merged.Diagnostics, d => d.Severity == Severity.Error);
        Assert.True(StartupScript.IsListed(merged.List!) && StartupScript.IsAnnounced(merged.Policy!));
        return (merged.List!, merged.Policy!);
    }
}
