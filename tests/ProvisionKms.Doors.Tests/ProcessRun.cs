using System.ComponentModel;
using System.Diagnostics;

namespace ProvisionKms.Doors.Tests;

/// <summary>A finished process. Output and errors are one text, in the order of their arrival.</summary>
internal sealed record ProcessRun(int ExitCode, string Output)
{
    /// <param name="environment">Added to ours; null takes a variable away.</param>
    public static ProcessRun Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var lines = new List<string>();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return new ProcessRun(process.ExitCode, string.Join('\n', lines));

        void Add(string? line)
        {
            lock (lines)
            {
                lines.AddRange(line is null ? [] : [line]);
            }
        }
    }

    /// <summary>A program of another package; where it is absent the test skips and says how to get it.</summary>
    public static ProcessRun StartOrSkip(string package, string program, params string[] arguments)
    {
        try
        {
            return Start(program, arguments, Environment.CurrentDirectory);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed: apt-get install {package}");
            throw;
        }
    }

    public ProcessRun Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return this;
    }
}
