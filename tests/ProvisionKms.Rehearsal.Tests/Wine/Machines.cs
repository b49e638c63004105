using ProvisionKms.Diagnostics;
using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.Wine;

/// <summary>Machines for tests; where there is no Wine, or no recorder in this build, the calling test skips and says so.</summary>
internal static class Machines
{
    public static readonly RunBounds Bounds = new(TimeSpan.FromSeconds(30), 1000, TimeSpan.FromHours(1));

    private static readonly Lazy<PrefixTemplate> s_template = new(() => PrefixTemplate.Ensure(WineInstallation.Find(), null, CancellationToken.None));

    public static PrefixTemplate Template
    {
        get
        {
            Require();
            return s_template.Value;
        }
    }

    public static void Require()
    {
        Assert.SkipUnless(RecorderProgram.IsEmbedded, "needs x86_64-w64-mingw32-gcc when it is built (Debian package gcc-mingw-w64-x86-64-win32)");
        try
        {
            WineInstallation.Find();
        }
        catch (ProvisionException missing)
        {
            Assert.Skip($"needs Wine: {missing.Message}");
        }
    }

    public static WineMachine Create(params string[] programs) => WineMachine.Create(Template, new MachineSetup([], programs));

    public static MachineRun Run(this WineMachine machine, string commandLine, ICallAnswerer answers, RunBounds? bounds = null) =>
        machine.Run(commandLine, answers, bounds ?? Bounds, TestContext.Current.CancellationToken);

    /// <summary>Runs lines as a batch file.</summary>
    public static MachineRun RunScript(this WineMachine machine, string script, ICallAnswerer answers, RunBounds? bounds = null)
    {
        machine.Write(@"t\script.cmd", System.Text.Encoding.Latin1.GetBytes(script.ReplaceLineEndings("\r\n")));
        return machine.Run(@"C:\t\script.cmd", answers, bounds);
    }

    public static string Text(this WineMachine machine, string path) => System.Text.Encoding.Latin1.GetString(machine.Read(path) ?? []);
}

internal sealed class Answers(Func<ProgramCall, CallAnswer> answer) : ICallAnswerer
{
    public static Answers Nothing { get; } = new(_ => new CallAnswer(0));

    public CallAnswer Answer(ProgramCall programCall, TimeSpan now) => answer(programCall);
}
