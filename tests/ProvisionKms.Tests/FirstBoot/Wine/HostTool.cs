using System.Diagnostics;

namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>Programs of this machine that a test asks for help.</summary>
internal static class HostTool
{
    /// <summary>Where on the PATH it is, or null.</summary>
    internal static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end; one that does not end is killed, and the test fails.</summary>
    internal static (int ExitCode, string Output) Run(ProcessStartInfo start, string input, TimeSpan limit)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end within {limit}");
        }

        // Background processes of Wine inherit the pipes and outlive the program that was asked for.
        Task.WaitAll([output, errors], TimeSpan.FromSeconds(5));
        return (process.ExitCode, Text(output) + Text(errors));
    }

    private static string Text(Task<string> read) => read.IsCompletedSuccessfully ? read.Result : "";
}
