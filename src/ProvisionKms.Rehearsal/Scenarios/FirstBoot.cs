using ProvisionKms.Planning;
using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Scripts;
using ProvisionKms.Rehearsal.Simulation;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>
/// How Windows is started: what runs, in which order. Windows Setup runs SetupComplete.cmd at its end (and before, the
/// commands of <see cref="SpecializePass"/>); every start runs the startup scripts of Group Policy, then tasks; the clock runs other tasks.
/// </summary>
internal sealed class FirstBoot(WineMachine machine, SimulatedWindows windows, FirstBootScripts scripts, Performance performance, CancellationToken cancellation)
    : ICallAnswerer
{
    /// <summary>More restarts than any conversion takes: a machine that restarts for ever.</summary>
    private const int MostRestarts = 6;

    private static readonly string SetupComplete = $@"C:\{WindowsLayout.SetupComplete}";

    private StartedCommand? _run;

    public void Play(Act act)
    {
        act.Before?.Invoke(windows);
        switch (act.Kind)
        {
            case ActKind.FirstBoot when scripts.RunsSetup:
                Setup();
                break;
            case ActKind.Wait:
                Wait();
                break;
            default:
                Start(isFirst: act.Kind == ActKind.FirstBoot);
                break;
        }

        for (var restarts = 0; windows.Power.IsRestartRequested && !IsOver && restarts < MostRestarts; restarts++)
        {
            Start(isFirst: false);
        }

        performance.Snapshots.Add(new Snapshot(
            Snapshot.Lines(machine.Read(Snapshot.LogPath)), machine.Read(Snapshot.ResultPath), [.. windows.Tasks.Tasks], windows.Licensing.IsActivated));
    }

    public CallAnswer Answer(ProgramCall programCall, TimeSpan now)
    {
        var answer = windows.Answer(programCall, now);
        var lines = Snapshot.Lines(machine.Read(Snapshot.LogPath)).Count;
        performance.Calls.Add(new PlayedCall(performance.Calls.Count + 1, _run!, programCall, answer, windows.Clock.Now, lines));
        return answer;
    }

    private bool IsOver => performance.Stopped is not null;

    private void Setup()
    {
        if (machine.Read(WindowsLayout.SetupComplete) is not null)
        {
            Run("Windows Setup", $"\"{SetupComplete}\"", inSetup: true);
        }

        windows.EndSetup();
    }

    private void Start(bool isFirst)
    {
        if (isFirst)
        {
            windows.EndSetup();
        }

        windows.Restart();
        var title = $"start {windows.Starts}";

        // The trigger fires once, at the boot: a task that a start-up script registers waits for the next one.
        var atStart = windows.Tasks.Tasks.Where(t => t.AtStart).ToList();
        foreach (var command in scripts.Startup)
        {
            // Windows shows no logon screen before they have ended.
            Run($"{title}, startup script", command, inSetup: isFirst);
        }

        foreach (var task in atStart)
        {
            if (windows.Tasks.Find(task.Name) is not null && !windows.Power.IsRestartRequested)
            {
                Run($"{title}, task \"{task.Name}\"", task.Command, inSetup: false);
            }
        }
    }

    private void Wait()
    {
        if (windows.Tasks.Next is { Due: { } due } task)
        {
            windows.Clock.Forward(due);
            windows.Tasks.Begin(task, windows.Clock.Now);
            Run($"task \"{task.Name}\"", task.Command, inSetup: false);
        }
    }

    private void Run(string title, string command, bool inSetup)
    {
        if (IsOver)
        {
            return;
        }

        var began = windows.Clock.Now;
        _run = new StartedCommand(title, command, inSetup, began);
        performance.Runs.Add(_run);
        windows.Clock.BeginRun();
        var result = machine.Run(command, this, Bounds.Of(performance.Subject), cancellation);
        (_run.ExitCode, _run.Stopped, _run.Took) = (result.ExitCode, result.Stopped, windows.Clock.Now - began);
    }
}
