namespace ProvisionKms.Rehearsal.Tests.Simulation;

public sealed class ProgramTests
{
    [Fact]
    public void Ping_to_oneself_waits_and_to_others_tells_whether_the_name_is_known()
    {
        var windows = Sample.Windows();
        windows.Network.ResolvesFrom = TimeSpan.FromSeconds(29);

        Assert.Contains("could not find host", windows.Call("ping", "-n", "1", "-w", "1000", "kms.example.net").Output, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), windows.Call("ping", "-n", "31", "127.0.0.1").Takes);
        Assert.Equal(TimeSpan.FromSeconds(30), windows.Call("ping", "127.0.0.1", "-w", "1", "-N", "31").Takes);
        Assert.Contains("kms.example.net [192.0.2.10]", windows.CallAt(TimeSpan.FromSeconds(30), "ping", "-n", "1", "kms.example.net").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[", windows.Call("ping", "192.0.2.10").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timeout", 0, "/t", "10", "/nobreak")]
    [InlineData("waitfor", 1, "/t", "10", "nothing")]
    [InlineData("choice", 1, "/t", "10", "/d", "y")]
    [InlineData("powershell", 0, "-Command", "Start-Sleep", "-Seconds", "10")]
    public void Everything_that_waits_moves_the_clock(string program, int exitCode, params string[] arguments)
    {
        var answer = Sample.Windows().Call(program, arguments);

        Assert.Equal((exitCode, TimeSpan.FromSeconds(10)), (answer.ExitCode, answer.Takes));
    }

    [Fact]
    public void Reg_prints_what_was_set_as_reg_does()
    {
        var windows = Sample.Windows();

        Assert.Contains("    EditionID    REG_SZ    ServerStandard\r\n", windows.Call("reg", "query", @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion", "/v", "editionid").Output, StringComparison.Ordinal);
        Assert.Contains("    SystemSetupInProgress    REG_DWORD    0x1\r\n", windows.Call("reg", "query", @"HKEY_LOCAL_MACHINE\SYSTEM\Setup", "/v", "SystemSetupInProgress").Output, StringComparison.Ordinal);
        Assert.Equal(1, windows.Call("reg", "query", @"HKLM\SOFTWARE\Absent").ExitCode);
        Assert.Equal(0, windows.Call("reg", "add", @"HKLM\SOFTWARE\Mine", "/v", "N", "/t", "REG_DWORD", "/d", "16", "/f").ExitCode);
        Assert.Contains("0x10", windows.Call("reg", "query", @"HKLM\Software\Mine").Output, StringComparison.Ordinal);
        Assert.Equal(0, windows.Call("reg", "delete", @"HKLM\SOFTWARE\Mine", "/v", "N", "/f").ExitCode);
        Assert.Equal(1, windows.Call("reg", "query", @"HKLM\SOFTWARE\Mine", "/v", "N").ExitCode);
    }

    [Fact]
    public void Tasks_are_registered_found_run_and_deleted()
    {
        var windows = Sample.Windows();
        const string Command = "\"C:\\x y\\a.cmd\" task";

        Assert.Equal(1, windows.Call("schtasks", "/query", "/tn", "mine").ExitCode);
        Assert.Equal(0, windows.Call("schtasks", "/create", "/tn", "mine", "/sc", "HOURLY", "/mo", "2", "/tr", Command, "/ru", "SYSTEM", "/f").ExitCode);
        Assert.Equal(0, windows.Call("schtasks", "/create", "/tn", "start", "/sc", "onstart", "/tr", Command, "/ru", "S-1-5-18").ExitCode);
        Assert.Equal(1, windows.Call("schtasks", "/create", "/tn", "START", "/sc", "onstart", "/tr", Command).ExitCode);
        Assert.Equal((Command, true, TimeSpan.FromHours(2)), (windows.Tasks.Next!.Command, windows.Tasks.Next.RunsAsSystem, windows.Tasks.Next.Due));
        windows.Tasks.Begin(windows.Tasks.Next, TimeSpan.FromHours(2));
        Assert.Equal(TimeSpan.FromHours(4), windows.Tasks.Next.Due);
        Assert.Equal(0, windows.Call("schtasks", "/delete", "/tn", "Mine", "/f").ExitCode);
        Assert.Equal(["start"], windows.Tasks.Tasks.Select(t => t.Name));
    }

    [Fact]
    public void An_edition_is_converted_by_its_key_and_there_after_the_restart()
    {
        var windows = Sample.Windows(Sample.Evaluation());
        var key = windows.Profile.Key.Reveal();

        Assert.Contains("0xC004F069", windows.Slmgr("-ipk", key).Output, StringComparison.Ordinal);
        Assert.Contains("Evaluation=1", windows.Status().Output, StringComparison.Ordinal);
        Assert.Equal(87, windows.Call("dism", "/online", "/set-edition:ServerStandard", $"/productkey:{key}", "/norestart").ExitCode);
        Assert.Equal(3010, windows.Call("dism", "/online", "/set-edition:ServerStandard", $"/productkey:{key}", "/accepteula", "/norestart").ExitCode);
        Assert.Equal("ServerStandardEval", windows.Edition.EditionId);
        windows.Restart();
        Assert.Equal("ServerStandard", windows.Edition.EditionId);
        Assert.Equal(0, windows.Slmgr("-ipk", key).ExitCode);
    }

    [Fact]
    public void Dism_restarts_unless_it_is_told_not_to()
    {
        var windows = Sample.Windows(Sample.Evaluation());

        windows.Call("dism", "/online", "/set-edition:ServerStandard", $"/productkey:{windows.Profile.Key.Reveal()}", "/accepteula");

        Assert.True(windows.Power.IsRestartRequested);
        windows.Call("shutdown", "/a");
        Assert.False(windows.Power.IsRestartRequested);
    }

    [Theory]
    [InlineData("100", "INFORMATION", 0)]
    [InlineData("1001", "INFORMATION", 1)]
    [InlineData("1", "NOTICE", 1)]
    public void Events_are_written_within_the_limits_of_eventcreate(string id, string type, int exitCode)
    {
        var windows = Sample.Windows();

        Assert.Equal(exitCode, windows.Call("eventcreate", "/l", "APPLICATION", "/so", "ProvisionKms", "/t", type, "/id", id, "/d", "text").ExitCode);
        Assert.Equal(exitCode == 0 ? 1 : 0, windows.Events.Entries.Count);
    }

    public static TheoryData<string, string?> Permissions { get; } = new()
    {
        { "", "its permissions were left as they are" },
        { "/grant *S-1-5-18:(OI)(CI)F", "it still inherits the permissions of the folder above" },
        { "/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F", null },
        { "/inheritance:r /grant:r *S-1-5-18:F /grant *S-1-5-32-545:(OI)(CI)(RX)", null },
        { "/inheritance:r /grant *S-1-5-32-545:(OI)(CI)M", "*S-1-5-32-545 may write to it" },
        { "/inheritance:r /grant *S-1-1-0:(RX,WD)", "*S-1-1-0 may write to it" },
        { "/inheritance:r /grant *S-1-1-0:F /remove:g *S-1-1-0", null },
    };

    [Theory]
    [MemberData(nameof(Permissions))]
    public void A_folder_is_safe_when_only_administrators_may_write(string arguments, string? why)
    {
        var windows = Sample.Windows();
        if (arguments.Length > 0)
        {
            windows.Call("icacls", [@"C:\windows\Setup\Scripts\ProvisionKms\", .. arguments.Split(' ')]);
        }

        Assert.Equal(why, windows.Security.WhyOpen(@"C:\Windows\Setup\Scripts\ProvisionKms"));
    }

    [Fact]
    public void What_is_in_a_folder_is_not_the_folder()
    {
        var windows = Sample.Windows();
        windows.Call("icacls", @"C:\x\.", "/inheritance:r", "/grant:r", "*S-1-5-18:F");
        windows.Call("icacls", @"C:\x\*", "/reset", "/t");

        Assert.Null(windows.Security.WhyOpen(@"c:\X"));
    }

    [Fact]
    public void Icacls_of_NT_6_0_cannot_stop_inheritance()
    {
        var windows = Sample.Windows(Sample.Profile("windows-server-2008"));

        Assert.Equal(87, windows.Call("icacls", @"C:\x", "/inheritance:r").ExitCode);
        Assert.Equal(0, windows.Call("icacls", @"C:\x", "/grant", "*S-1-5-18:F").ExitCode);
        Assert.Null(windows.Security.WhyOpen(@"C:\x"));
    }

    [Fact]
    public void A_program_that_nobody_plays_succeeds_in_silence()
    {
        var answer = Sample.Windows().Call("googet", "install", "x");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Output));
    }
}
