using System.Diagnostics;
using ProvisionKms.Samples;

namespace ProvisionKms.Cli.Tests.Commands;

/// <summary>A run that is stopped in the middle of writing, by a signal or by force.</summary>
public sealed class InterruptionTests : IDisposable
{
    private static readonly Lazy<byte[]> s_large = ImageFolder.Make(SampleImages.Server2019Standard with { SoftwareHiveBytes = 24 << 20 });

    private readonly ImageFolder? _folder;

    public InterruptionTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals are sent by the shell");

        // Large enough that writing takes a second.
        _folder = ImageFolder.With(s_large);
    }

    private ImageFolder Folder => _folder!;

    [Fact]
    public void Doctor_removes_the_unfinished_output_of_a_killed_run()
    {
        var folder = Path.GetDirectoryName(Folder.Output)!;
        Directory.CreateDirectory(folder);
        StopWhileWriting("KILL", folder, "*-new", "apply", Folder.Recipe);
        Assert.Single(Directory.GetFiles(folder));

        CliRun.Of("doctor", "--repair", folder);

        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_is_exit_130_and_leaves_nothing_behind(string signal)
    {
        var source = File.ReadAllBytes(Folder.Image);
        Directory.CreateDirectory(Path.GetDirectoryName(Folder.Output)!);
        var files = Folder.Files;

        var (exitCode, output, error) = StopWhileWriting(signal, Path.GetDirectoryName(Folder.Output)!, "*-new", "apply", Folder.Recipe);

        Assert.Equal((130, ""), (exitCode, output));
        Assert.Contains("provision-kms: cancelled", error, StringComparison.Ordinal);
        Assert.Equal(files, Folder.Files);
        Assert.Equal(source, File.ReadAllBytes(Folder.Image));
    }

    [Fact]
    public void Doctor_undoes_what_a_killed_run_left_in_place()
    {
        var source = File.ReadAllBytes(Folder.Image);
        StopWhileWriting("KILL", Folder.Root, "*-undo", "apply", Folder.Recipe, "--in-place");
        Assert.Contains(Folder.Files, f => f.EndsWith("-undo", StringComparison.Ordinal));

        var run = CliRun.Of("doctor", "--repair", Folder.Root, "--format", "json");

        Assert.Equal(Folder.Image, run.Json.GetProperty("repaired")[0].GetString());
        Assert.Equal([Folder.Image, Folder.Recipe], Folder.Files);
        Assert.Equal(source, File.ReadAllBytes(Folder.Image));
        Assert.Equal(0, CliRun.Of("doctor", "--repair", Folder.Image, "--format", "json").Json.GetProperty("repaired").GetArrayLength());
    }

    public void Dispose() => _folder?.Dispose();

    /// <summary>Waits until the run has made its own file in the folder, then sends the signal.</summary>
    private static (int ExitCode, string Out, string Error) StopWhileWriting(string signal, string folder, string itsFile, params string[] arguments)
    {
        using var process = Process.Start(CliProcess.Start(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        while (!process.HasExited && Directory.GetFiles(folder, itsFile).Length == 0)
        {
            Thread.Sleep(1);
        }

        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"]);
        kill.WaitForExit();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
