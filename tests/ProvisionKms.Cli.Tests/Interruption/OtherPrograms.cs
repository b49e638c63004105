using System.Diagnostics;

namespace ProvisionKms.Cli.Tests.Interruption;

/// <summary>Runs of the tool that are killed, and of the programs that judge what they left.</summary>
internal static class OtherPrograms
{
    /// <returns>The id that the killed process had.</returns>
    internal static int KillAfter(TimeSpan delay, params string[] arguments)
    {
        using var process = Process.Start(CliProcess.Start(arguments))!;
        if (!process.WaitForExit(delay))
        {
            process.Kill();
            process.WaitForExit();
        }

        return process.Id;
    }

    internal static void Run(string program, params string[] arguments) => Assert.Equal(0, Exit(program, arguments));

    internal static int Exit(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        errors.Wait();
        process.WaitForExit();
        return process.ExitCode;
    }
}
