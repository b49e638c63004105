using System.Diagnostics;
using System.Globalization;

namespace ProvisionKms.Bench;

/// <summary>Wall time of a side's commands together, and the largest resident memory of any of them.</summary>
internal readonly record struct Measure(TimeSpan Time, long PeakBytes)
{
    public static Measure Of(Side side)
    {
        side.Reset();
        var clock = Stopwatch.StartNew();
        var peak = side.Commands.Max(Run);
        return new Measure(clock.Elapsed, peak);
    }

    private static long Run(Command command)
    {
        using var process = Process.Start(new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(command.Input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(20))
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
        }

        return process.ExitCode == 0
            ? peak
            : throw new InvalidOperationException($"{command.Program} {string.Join(' ', command.Arguments)}: exit {process.ExitCode}: {errors.Result}{output.Result}");
    }

    /// <summary>VmHWM only grows, so the last look before the end is the peak, but for the last 20 ms.</summary>
    private static long HighWaterMark(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
