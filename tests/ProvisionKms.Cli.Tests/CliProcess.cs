using System.Diagnostics;

namespace ProvisionKms.Cli.Tests;

/// <summary>The built tool as a process of its own, for what only a process shows: streams, signals, exit codes.</summary>
internal static class CliProcess
{
    public static ProcessStartInfo Start(params string[] arguments)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "provision-kms.dll");

        // A build server may start us with SIGINT ignored, as shells do in the background, and children inherit that.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,TERM", "dotnet"] : ["dotnet"];
        return new ProcessStartInfo(command[0], [.. command[1..], tool, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    public static (int ExitCode, string Out, string Error) Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
