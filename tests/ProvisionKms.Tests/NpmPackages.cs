using System.ComponentModel;
using System.Diagnostics;

namespace ProvisionKms.Tests;

/// <summary>Independent judges that come from npm, fetched into artifacts/ on first use. Skips where that cannot be.</summary>
internal static class NpmPackages
{
    /// <summary>Runs a script that requires the packages, such as <c>ajv@8.17.1</c>.</summary>
    /// <returns>What it printed; a script that fails is a failed test.</returns>
    public static string RunScript(string script, string[] packages, string[] arguments, string input)
    {
        var folder = Install(packages);
        var (exitCode, output, errors) = Run("node", [script, .. arguments], input, Path.Combine(folder, "node_modules"));
        Assert.True(exitCode == 0, output + errors);
        return output;
    }

    private static string Install(string[] packages)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "npm", string.Join('+', packages).Replace('/', '_'));
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            // Made elsewhere and then renamed, so that a killed run leaves no half of it.
            var made = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var (exitCode, _, errors) = Run(npm, ["install", "--prefix", made, "--no-audit", "--no-fund", "--ignore-scripts", .. packages], "", "");
            Assert.SkipWhen(exitCode != 0, $"{string.Join(", ", packages)} cannot be fetched from npm (Debian: apt-get install npm): {errors.Trim().Split('\n')[^1]}");
            if (!Directory.Exists(folder))
            {
                Directory.Move(made, folder);
            }
        }

        return folder;
    }

    private static (int ExitCode, string Output, string Errors) Run(string program, string[] arguments, string input, string nodePath)
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
