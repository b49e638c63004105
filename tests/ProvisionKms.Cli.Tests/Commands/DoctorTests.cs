using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Tests.Commands;

public sealed class DoctorTests
{
    [Fact]
    public void Json_names_each_check_and_what_was_found()
    {
        var run = CliRun.Of("doctor --format json");

        var names = run.Json.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ToList();
        Assert.Equal(["system", ".NET", "backend", "libwim", "hivex", "virtual disks", "install media", "Wine", "recorder", "temporary files", "current folder"], names);
        Assert.Equal(run.Json.GetProperty("ok").GetBoolean(), run.ExitCode == ExitCode.Done);
    }

    [Fact]
    public void A_library_that_is_missing_is_exit_4_and_says_what_to_install()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "only the Linux loader can be pointed at another library");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path("libwim.so.15"), "no library");
        var start = CliProcess.Start("doctor");
        start.Environment["LD_LIBRARY_PATH"] = folder.Root;

        var (exitCode, output, error) = CliProcess.Run(start);

        Assert.Equal(4, exitCode);
        Assert.Contains("PKMS3001: libwim is needed for WIM and ESD images and is not installed", error, StringComparison.Ordinal);
        Assert.Contains("apt-get install libwim15", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Wine_all_but_rehearse_works()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere there is never one");
        using var folder = new TemporaryFolder();
        var dotnet = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(f => Path.Combine(f, "dotnet")).First(File.Exists);
        File.CreateSymbolicLink(folder.Path("dotnet"), dotnet);
        var start = CliProcess.Start("doctor");
        start.Environment["PATH"] = folder.Root;

        var (exitCode, output, error) = CliProcess.Run(start);

        Assert.Equal(0, exitCode);
        Assert.Contains("warning PKMS3061: ", error, StringComparison.Ordinal);
        Assert.Contains("needed for rehearse", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_temporary_folder_that_cannot_be_written_is_exit_4()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the folder is named by TMPDIR only elsewhere");
        using var folder = new TemporaryFolder();
        var start = CliProcess.Start("doctor", "--format", "json");
        start.Environment["TMPDIR"] = folder.Path("absent");

        var (exitCode, output, error) = CliProcess.Run(start);

        Assert.Equal(4, exitCode);
        Assert.Contains("PKMS3050", error, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"missing\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Repair_undoes_an_interrupted_run_on_a_directory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "directories are edited on Linux only");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path("Windows/System32"));
        Directory.CreateDirectory(folder.Path(".provision-kms-undo"));

        var run = CliRun.Of("doctor", "--repair", folder.Root, "--format", "json");

        Assert.Equal(folder.Root, run.Json.GetProperty("repaired")[0].GetString());
        Assert.Equal([folder.Path("Windows")], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Repair_says_that_there_was_nothing_to_do()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("nothing to repair: there was no interrupted run", CliRun.Of("doctor", "--repair", folder.Root).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("repair", CliRun.Of("doctor").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Repair_of_what_is_not_there_is_exit_5()
    {
        var run = CliRun.Of("doctor", "--repair", "/absent/folder/install.wim");

        Assert.Equal(5, (int)run.ExitCode);
        Assert.Contains("PKMS2001: there is no such file or folder", run.Error, StringComparison.Ordinal);
    }
}
