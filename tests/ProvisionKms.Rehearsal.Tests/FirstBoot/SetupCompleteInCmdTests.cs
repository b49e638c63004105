using System.Text;
using ProvisionKms.FirstBoot;
using ProvisionKms.Rehearsal.Tests.Wine;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>
/// Scripts of every class, run by a real command interpreter with and without our block: our script is reached, and
/// the rest prints the same and leaves the same behind.
/// </summary>
public sealed class SetupCompleteInCmdTests(SetupCompleteInCmdTests.SharedMachine shared) : IClassFixture<SetupCompleteInCmdTests.SharedMachine>
{
    private const string Marker = @"t\reached.txt";
    private const string Input = @"t\input.txt";

    /// <summary>Does all that must not be felt outside: prints, reads input, changes environment, directory, echo and error level.</summary>
    private const string Rude =
        "@echo on\r\necho noise\r\nset /p STOLEN=\r\nset LEAK=1\r\nset KEEP=lost\r\ncd /d C:\\windows\r\necho reached>>C:\\t\\reached.txt\r\nexit /b 7\r\n";

    /// <summary>Calls the script as something else might: with arguments, an error level and variables of its own.</summary>
    private const string Driver =
        "@echo off\r\ncd /d C:\\t\r\nset KEEP=kept\r\ncall :five\r\ncall %1 one \"two words\" a=b\r\n" +
        "@echo back: level %errorlevel%, dir %cd%, keep %KEEP%, leak [%LEAK%], set [%MINE%]\r\n@if exist %1 echo still there\r\n@exit /b %errorlevel%\r\n:five\r\nexit /b 5\r\n";

    public static TheoryData<string, string> Scripts { get; } = new()
    {
        { "nothing", "" },
        { "falls off its end", "@echo off\r\necho one\r\necho two\r\n" },
        { "no line end at its end", "@echo off\r\necho one" },
        { "exit", "@echo off\r\necho one\r\nexit\r\necho never\r\n" },
        { "exit with a code", "@echo off\r\nexit 4\r\n" },
        { "exit /b with a code", "@echo off\r\necho one\r\nexit /b 3\r\n" },
        { "goto eof", "@echo off\r\necho one\r\ngoto :eof\r\necho never\r\n" },
        { "deletes itself", "@echo off\r\necho one\r\ndel \"%~f0\"\r\n" },
        { "deletes itself by %0", "@echo off\r\necho one\r\ndel /q /f \"%0\"\r\n" },
        { "echo stays on", "echo one\r\n@echo two\r\n" },
        { "echo off and on", "@echo off\r\necho one\r\n@echo on\r\necho two\r\n" },
        { "looks at the error level first", "@if errorlevel 5 echo five or more\r\n@if errorlevel 6 echo six or more\r\n@echo level %errorlevel%\r\n" },
        { "arguments", "@echo %~nx0 [%1] [%2] [%~2] [%3] all [%*]\r\n@shift\r\n@echo [%1]\r\n" },
        { "setlocal", "@echo off\r\nsetlocal enabledelayedexpansion\r\nset MINE=x!KEEP!\r\necho !MINE!\r\nendlocal\r\nexit /b 2\r\n" },
        { "leaves variables and directory", "@echo off\r\nset MINE=1\r\ncd /d C:\\windows\\system32\r\n" },
        { "labels named like our marks", "@echo off\r\ngoto :begin\r\n:ProvisionKms\r\necho end\r\ngoto :eof\r\n:begin\r\necho begin\r\ngoto :ProvisionKms\r\n" },
        { "calls its own labels", "@echo off\r\ncall :sub 1\r\ncall :sub 2\r\ngoto :eof\r\n:sub\r\necho sub %1\r\nexit /b %1\r\n" },
        { "LF line ends", "@echo off\nif 1==1 (\n  echo one\n)\ngoto :end\necho never\n:end\necho end\nexit /b 6\n" },
        { "reads input", "@echo off\r\nset /p LINE=\r\necho got %LINE%\r\n" },
        { "starts with an empty line", "\r\n\r\n@echo off\r\necho one\r\n" },
        { "starts with a label", ":: comment\r\n@echo off\r\n:again\r\nif defined MINE goto :eof\r\nset MINE=1\r\ngoto :again\r\n" },
        { "letters of another code page", "@echo off\r\necho \u00E9\u00FC\u00A0\r\n" },
        { "calls another script", "@echo off\r\ncall C:\\t\\other.cmd\r\necho after\r\n" },
        { "hands over to another script", "@echo off\r\nC:\\t\\other.cmd\r\necho never\r\n" },
    };

    private WineMachine Machine => shared.Machine;

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Our_script_is_reached_and_the_rest_runs_as_before(string name, string text)
    {
        var original = Encoding.Latin1.GetBytes(text);
        Write(Payload.Folder / Payload.ScriptName, Rude);

        var alone = Run(original);
        Assert.Null(Machine.Read(Marker));
        var merged = Run(Merge(original));

        Assert.True(Machine.Text(Marker).Trim() == "reached", $"our script was not reached once ({Machine.Text(Marker)}); exit code {merged.ExitCode}: {merged.Output}");
        Assert.Equal((name, alone), (name, merged));
    }

    [Fact]
    public void Without_the_payload_the_block_does_nothing()
    {
        Machine.Delete(Payload.Folder);
        var original = "@echo off\r\necho level %errorlevel%\r\nexit /b 3\r\n"u8.ToArray();

        Assert.Equal(Run(original), Run(Merge(original)));
    }

    [Fact]
    public void Behind_a_byte_order_mark_only_our_comment_is_lost()
    {
        Write(Payload.Folder / Payload.ScriptName, Rude);
        byte[] original = [0xEF, 0xBB, 0xBF, .. "@echo off\r\necho one\r\n"u8];

        var (_, output) = Run(Merge(original));

        Assert.Equal("reached", Machine.Text(Marker).Trim());
        Assert.Contains("@rem ProvisionKms", output, StringComparison.Ordinal);
        Assert.DoesNotContain("echo one", output, StringComparison.Ordinal);
        Assert.Contains("one", output, StringComparison.Ordinal);
    }

    private static byte[] Merge(byte[] original) => SetupCompleteMerge.Merge(original).Content!;

    /// <summary>Each run has a folder of its own: the script's path is a part of what it prints.</summary>
    private (int? ExitCode, string Output) Run(byte[] script)
    {
        var folder = $"run{shared.NextRun():00}";
        Machine.Delete(Marker);
        Machine.Write($@"{folder}\SetupComplete.cmd", script);
        Write(@"t\other.cmd", "@echo other\r\n@exit /b 8\r\n");
        Write(@"t\driver.cmd", Driver);
        Write(Input, "first\r\nsecond\r\n");
        var run = Machine.Run($@"C:\t\driver.cmd C:\{folder}\SetupComplete.cmd <C:\{Input}", Answers.Nothing);
        Assert.Null(run.Stopped);
        return (run.ExitCode, run.Output.Replace(folder, "", StringComparison.OrdinalIgnoreCase));
    }

    private void Write(ProvisionKms.Images.ImagePath path, string text) => Machine.Write(path, Encoding.Latin1.GetBytes(text));

    /// <summary>One machine for all: what a run could leave is written anew for the next.</summary>
    public sealed class SharedMachine : IDisposable
    {
        private readonly Lazy<WineMachine> _machine = new(() => Machines.Create());
        private int _runs;

        internal WineMachine Machine => _machine.Value;

        internal int NextRun() => Interlocked.Increment(ref _runs);

        public void Dispose()
        {
            if (_machine.IsValueCreated)
            {
                _machine.Value.Dispose();
            }
        }
    }
}
