using System.Diagnostics;
using System.Text;

namespace ProvisionKms.Windows.Tests.Wine;

/// <summary>What a program printed, and how it ended.</summary>
internal sealed record WindowsProcess(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output and error, for a test that wonders.</summary>
    public string All => $"exit code {ExitCode}\n{Out}\n{Error}";

    public static WindowsProcess Run(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder, TimeSpan limit)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', command)} did not end within {limit.TotalSeconds:0} s\n{Read(output)}\n{Read(error)}");
        }

        // What it started in the background may keep the pipes open.
        Task.WaitAll([output, error], TimeSpan.FromSeconds(5));
        return new WindowsProcess(process.ExitCode, Read(output), Read(error));
    }

    private static string Read(Task<string> text) => text.Wait(TimeSpan.FromSeconds(1)) ? text.Result : "(still open)";
}
