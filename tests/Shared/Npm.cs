using System.ComponentModel;
using System.Diagnostics;

namespace ProvisionKms.Tests.Shared;

/// <summary>Independent judges from npm, fetched into artifacts/ on first use. A test skips aloud where that cannot be.</summary>
internal static class Npm
{
    /// <summary>The folder with node_modules.</summary>
    /// <param name="name">Its name in artifacts/.</param>
    public static string Install(string repositoryRoot, string name, params string[] packages)
    {
        var folder = Path.Combine(repositoryRoot, "artifacts", name);
        var installed = Path.Combine(folder, "installed");
        var wanted = string.Join('\n', packages);
        if (!File.Exists(installed) || File.ReadAllText(installed) != wanted)
        {
            Directory.CreateDirectory(folder);
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var (exitCode, _, errors) = Run(npm, ["install", "--prefix", folder, "--no-audit", "--no-fund", .. packages]);
            Assert.SkipWhen(exitCode != 0, $"{wanted.Replace('\n', ' ')} cannot be fetched from npm (Debian: apt-get install npm): {errors.Trim().Split('\n')[^1]}");
            File.WriteAllText(installed, wanted);
        }

        return folder;
    }

    public static (int ExitCode, string Output, string Errors) Run(string program, IEnumerable<string> arguments, string input = "", string nodePath = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["NODE_PATH"] = nodePath },
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return (process.ExitCode, output.Result, errors.Result);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed (Debian: apt-get install npm)");
            throw;
        }
    }
}
