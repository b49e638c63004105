using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.Wine;

public sealed class WineMachineTests
{
    [Fact]
    public void A_call_is_recorded_with_all_that_was_given_and_answered()
    {
        using var machine = Machines.Create("ping.exe");

        var run = machine.RunScript(
            """
            @cd /d C:\windows
            @"%SystemRoot%\System32\ping.exe" -n 2 "a b" %%x
            @echo level %errorlevel%
            @exit /b 3010
            """,
            new Answers(_ => new CallAnswer(-1073422220, "Reply\r\n")));

        Assert.Null(run.Stopped);
        Assert.Equal(3010, run.ExitCode);
        var call = Assert.Single(run.Calls);
        Assert.Equal("ping", call.Call.Program);
        Assert.Equal(["-n", "2", "a b", "%x"], call.Call.Arguments);
        Assert.Equal(@"C:\windows", call.Call.Directory, ignoreCase: true);
        Assert.Equal(@"C:\windows\system32\ping.exe", call.Call.Path, ignoreCase: true);
        Assert.Equal(-1073422220, call.ExitCode);
        Assert.Equal("Reply\r\nlevel -1073422220\r\n", run.Output);
    }

    [Fact]
    public void Programs_that_Wine_lacks_are_recorded_wherever_they_are()
    {
        using var machine = Machines.Create("eventcreate.exe", @"C:\Program Files\Agent\Set Up.exe", "powershell", @"D:\none.exe");

        var run = machine.RunScript(
            """
            @eventcreate /t information
            @"C:\Program Files\Agent\Set Up.exe" /quiet
            @"%ProgramFiles%\agent\set up" again
            @powershell -Command "x"
            """,
            Answers.Nothing);

        Assert.Equal(["eventcreate", "set up", "set up", "powershell"], run.Calls.Select(c => c.Call.Program));
        Assert.Equal(["/quiet"], run.Calls[1].Call.Arguments);
    }

    [Fact]
    public void A_real_program_is_recorded_and_happens()
    {
        using var machine = Machines.Create("reg.exe");
        var answers = new Answers(_ => CallAnswer.RunReal);

        var run = machine.RunScript(
            """
            @reg add HKLM\SOFTWARE\Test /v Name /d "two words" /f
            @for /f "tokens=3*" %%i in ('reg query HKLM\SOFTWARE\Test /v Name') do @echo [%%i %%j]
            @reg query HKLM\SOFTWARE\Absent || echo absent
            """,
            answers);

        Assert.Contains("[two words]", run.Output, StringComparison.Ordinal);
        Assert.Contains("absent", run.Output, StringComparison.Ordinal);
        Assert.Equal([0, 0, 1], run.Calls.Select(c => c.ExitCode));
        Assert.Contains("two words", machine.Run(@"reg query HKLM\SOFTWARE\Test", answers).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_registry_is_as_it_was_set_up_and_can_be_changed_between_runs()
    {
        const string Key = @"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
        var setup = new MachineSetup(
            [new RegistrySetting(Key, "EditionID", "ServerStandardEval"), new RegistrySetting(Key, "Odd\"[]", "é\\\""), RegistrySetting.Dword(@"SYSTEM\CurrentControlSet\Services\x", "Start", 4)], []);
        using var machine = WineMachine.Create(Machines.Template, setup);

        var first = machine.RunScript($"@reg query \"HKLM\\{Key}\" /v EditionID\r\n@reg query HKLM\\SYSTEM\\CurrentControlSet\\Services\\x\r\n@reg query \"HKLM\\{Key}\" >nul", Answers.Nothing);
        machine.SetRegistry([new RegistrySetting(Key, "EditionID", "ServerStandard"), RegistrySetting.Dword(@"SYSTEM\Setup", "SystemSetupInProgress", 1)]);
        var second = machine.RunScript($"@reg query \"HKLM\\{Key}\" /v EditionID\r\n@reg query HKLM\\SYSTEM\\Setup", Answers.Nothing);

        Assert.Matches(@"EditionID\s+REG_SZ\s+ServerStandardEval\r", first.Output);
        Assert.Matches(@"Start\s+REG_DWORD\s+0x4\r", first.Output);
        Assert.Matches(@"EditionID\s+REG_SZ\s+ServerStandard\r", second.Output);
        Assert.Matches(@"SystemSetupInProgress\s+REG_DWORD\s+0x1\r", second.Output);
    }

    [Fact]
    public void Time_is_virtual()
    {
        using var machine = Machines.Create("ping.exe");

        var run = machine.RunScript("@for /l %%i in (1,1,3) do @ping -n 601 127.0.0.1", new Answers(_ => new CallAnswer(0, Takes: TimeSpan.FromMinutes(10))));

        Assert.Equal([0, 10, 20], run.Calls.Select(c => c.At.TotalMinutes));
    }

    [Fact]
    public void Files_are_found_whatever_their_case()
    {
        using var machine = Machines.Create();

        machine.Write(@"WINDOWS\Setup\Scripts\SetupComplete.cmd", "@echo here>%SystemRoot%\\PANTHER.log\r\n"u8.ToArray());
        var run = machine.Run(@"C:\Windows\Setup\Scripts\SetupComplete.cmd", Answers.Nothing);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("here\r\n", machine.Text(@"Windows\panther.LOG"));
        Assert.Equal([@"windows\setup\scripts\SetupComplete.cmd"], machine.Files(@"windows\setup\scripts").Select(f => f.ToString()));
        machine.Delete(@"windows\SETUP");
        Assert.Empty(machine.Files(@"windows\setup\scripts"));
        Assert.Null(machine.Read(@"windows\setup\scripts\SetupComplete.cmd"));
        machine.Delete(@"windows\setup\scripts\SetupComplete.cmd");
    }

    [Fact]
    public void Nothing_outside_of_drive_C_and_nothing_of_the_users_environment_is_seen()
    {
        Environment.SetEnvironmentVariable("PKMS_TEST_SECRET", "hunter2");
        using var machine = Machines.Create();

        var run = machine.RunScript("@set\r\n@for %%d in (A B D E Y Z) do @if exist %%d:\\ echo drive %%d\r\n@if exist %USERPROFILE%\\Desktop\\* echo desktop", Answers.Nothing);

        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("drive ", run.Output, StringComparison.Ordinal);
        Assert.Contains("SystemRoot=C:\\windows", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Standard_input_is_empty()
    {
        using var machine = Machines.Create();

        var run = machine.RunScript("@set /p ANSWER=\r\n@echo [%ANSWER%]\r\n@pause\r\n@echo on we go", Answers.Nothing);

        Assert.Null(run.Stopped);
        Assert.Contains("[]", run.Output, StringComparison.Ordinal);
        Assert.Contains("on we go", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Machines_side_by_side_do_not_meet()
    {
        Machines.Require();
        var outputs = new string[4];

        Parallel.For(0, outputs.Length, i =>
        {
            using var machine = Machines.Create("ping.exe");
            var run = machine.RunScript($"@for /l %%i in (1,1,5) do @ping {i}\r\n@echo no.{i} >>C:\\mine.txt", new Answers(c => new CallAnswer(0, $"{c.Arguments[0]}")));
            outputs[i] = $"{run.Output} {machine.Text("mine.txt").Trim()} {run.Calls.Count}";
        });

        Assert.Equal(["00000 no.0 5", "11111 no.1 5", "22222 no.2 5", "33333 no.3 5"], outputs);
    }

    [Fact]
    public void Nothing_is_left_of_a_machine()
    {
        string folder, server;
        using (var machine = Machines.Create("ping.exe"))
        {
            machine.RunScript("@start /b cmd /c \"for /l %%i in (0,0,1) do @rem\"\r\n@ping 1", Answers.Nothing);
            folder = machine.HostFolder;
            server = Path.Combine(folder, "prefix", "wineserver");
            server = File.Exists(server) ? Path.Combine(Path.GetTempPath(), File.ReadAllText(server).Trim()) : folder;
            Assert.True(Directory.Exists(folder) && Directory.Exists(server));
        }

        Assert.False(Directory.Exists(folder));
        Assert.False(Directory.Exists(server));
        Assert.DoesNotContain(Directory.GetDirectories("/proc"), process => EnvironmentOf(process).Contains(folder, StringComparison.Ordinal));
    }

    private static string EnvironmentOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
