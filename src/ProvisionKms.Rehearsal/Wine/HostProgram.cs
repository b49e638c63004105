using System.Diagnostics;
using System.Text;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>Programs of this machine, run without input and with none of our environment.</summary>
internal static class HostProgram
{
    /// <summary>Long enough for what was written before the end to be read; background processes may keep the pipe open for ever.</summary>
    public static TimeSpan RestOfOutput { get; } = TimeSpan.FromMilliseconds(300);

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
        var output = new BoundedText();
        var reading = output.ReadAsync(process);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(limit);
        try
        {
            process.WaitForExitAsync(end.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return (-1, $"did not end within {limit.TotalSeconds:0} s");
        }

        reading.Wait(RestOfOutput, CancellationToken.None);
        return (process.ExitCode, output.ToString());
    }
}
