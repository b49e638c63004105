using System.Diagnostics;
using System.Text;
using ProvisionKms.Rehearsal.Wine;

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
        using var output = new ProgramOutput(process.StandardOutput);
        using var error = new ProgramOutput(process.StandardError);
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', command)} did not end within {limit.TotalSeconds:0} s\n{output.Text()}\n{error.Text()}");
        }

        return new WindowsProcess(process.ExitCode, output.Text(), error.Text());
    }
}
