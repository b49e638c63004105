using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>One run of a machine, from its launch until nothing of it is left.</summary>
internal sealed class MachineSupervision(MachinePower power, Launch launch, CallLog log)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    /// <summary>For what stays in the background and calls nothing, such as a window.</summary>
    private static readonly TimeSpan s_quietBackground = TimeSpan.FromSeconds(2);

    /// <summary>For an exit code that was sent, but that a busy machine has not read yet.</summary>
    private static readonly TimeSpan s_lastSign = TimeSpan.FromSeconds(5);

    public MachineRun Run(CancellationToken ct)
    {
        using var server = new CallServer(log, launch);
        using var process = power.Start(launch.Launcher, new Dictionary<string, string>
        {
            ["PKMS_PORT"] = server.Port.ToString(CultureInfo.InvariantCulture),
            ["PKMS_TOKEN"] = server.Token,
        });
        using var output = new ProgramOutput(process.StandardOutput);
        using var errors = new ProgramOutput(process.StandardError);
        try
        {
            WaitForCommand(process, ct);
            WaitForBackground(ct);
        }
        finally
        {
            power.EndScripts();
        }

        if (log.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return new MachineRun(log.Stopped is null ? launch.ExitCode.Result : null, log.Stopped, log.Calls) { Output = output.Text() + errors.Text() };
    }

    private void WaitForCommand(Process process, CancellationToken ct)
    {
        while (!launch.ExitCode.Wait(s_poll, ct) && !log.MustEnd)
        {
            log.CheckSilence();
            if (process.HasExited && !launch.ExitCode.Wait(s_lastSign, ct))
            {
                log.Stop("it was ended from within, without an exit code");
            }
        }
    }

    /// <summary>What the command has started and not waited for goes on calling until it is done.</summary>
    private void WaitForBackground(CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (!log.MustEnd && power.Processes.AnyOfScripts() && (clock.Elapsed < s_quietBackground || log.Silence < s_quietBackground))
        {
            ct.WaitHandle.WaitOne(s_poll);
            ct.ThrowIfCancellationRequested();
        }
    }
}
