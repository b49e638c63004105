using System.ComponentModel;
using System.Diagnostics;

namespace ProvisionKms.Imaging.Tests;

/// <summary>A program of this machine that judges our work independently; where it is absent the test skips and says how to get it.</summary>
internal static class Tool
{
    /// <summary>The output of a run that must succeed.</summary>
    internal static byte[] Run(string package, string program, params string[] arguments)
    {
        var (exitCode, output, errors) = TryRun(package, program, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}: exit {exitCode}: {errors}");
        return output;
    }

    internal static (int ExitCode, byte[] Output, string Errors) TryRun(string package, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed: apt-get install {package}");
            throw;
        }

        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return (process.ExitCode, output.ToArray(), errors.Result);
        }
    }
}
