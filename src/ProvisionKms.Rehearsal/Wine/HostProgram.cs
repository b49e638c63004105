using System.Diagnostics;
using System.Text;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>Programs of this machine, run without input and with none of our environment.</summary>
internal static class HostProgram
{
    /// <summary>How late a cancellation may be noticed; an end is noticed at once.</summary>
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    public static Process Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string? folder = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
            WorkingDirectory = folder ?? "/",
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs it to its end, or kills it at the limit; its exit code is then -1.</summary>
    public static (int ExitCode, string Output) Run(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, TimeSpan limit, CancellationToken ct)
    {
        using var process = Start(command, environment);
        using var output = new ProgramOutput(process.StandardOutput);
        using var errors = new ProgramOutput(process.StandardError);
        var clock = Stopwatch.StartNew();
        while (!process.WaitForExit(s_poll))
        {
            if (ct.IsCancellationRequested || clock.Elapsed > limit)
            {
                process.Kill(entireProcessTree: true);
                ct.ThrowIfCancellationRequested();
                return (-1, $"did not end within {limit.TotalSeconds:0} s");
            }
        }

        return (process.ExitCode, output.Text() + errors.Text());
    }
}
