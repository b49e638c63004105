using System.Diagnostics;
using System.Reflection;
using ProvisionKms.Tests;

namespace ProvisionKms.Windows.Tests.Wine;

/// <summary>
/// The tool as Windows build hosts get it: for win-x64, with its own .NET. Made by the tests, as the packages of the doors
/// are, in folders of its own: a build for one system must not replace the intermediate files of the other. Not two at the same
/// time: they share the libraries.
/// </summary>
internal static class PublishedTool
{
    /// <returns>The program, as Windows sees it.</returns>
    public static string Make() => Make("tool", Repository.Path("src", "ProvisionKms.Cli"), "provision-kms.exe");

    /// <summary>What calls the inside of the product where no command does just that.</summary>
    public static string MakeProbe() => Make("probe", Repository.Path("tests", "ProvisionKms.Windows.Probe"), "probe.exe");

    private static string Make(string name, string project, string program)
    {
        var configuration = typeof(PublishedTool).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var artifacts = Repository.Path("tests", "ProvisionKms.Windows.Tests", "obj", "win-x64", configuration);
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", project, "--configuration", configuration, "--runtime", "win-x64", "--self-contained",
            // Compiled ahead: each run in Wine starts in a third of the time.
            "-p:PublishReadyToRun=true", "--artifacts-path", artifacts, "--output", Path.Combine(artifacts, name),
            "-nodeReuse:false", "--verbosity", "quiet", "-nologo",
        ]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet publish: {output}{error.Result}");
        return WindowsMachine.Windows(Path.Combine(artifacts, name, program));
    }
}
