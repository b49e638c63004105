using System.Diagnostics;
using ProvisionKms.Samples;
using ProvisionKms.Windows.Tests.Dism;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Cli;

/// <summary>The same recipe on the same image, through DISM on Windows and through libwim on Linux: the same files and registry values.</summary>
public sealed class EquivalenceTests(WindowsMachine machine)
{
    /// <summary>What servicing changes whatever else is done: hive files (their values are compared), its own log, the key that it installs.</summary>
    private static bool IsFootprint(string path) =>
        path.StartsWith("/Windows/System32/config/", StringComparison.Ordinal) || path == "/Windows/Logs/DISM" || path.StartsWith("/Windows/Logs/DISM/", StringComparison.Ordinal);

    private static bool IsInstalledKey(string line) => line.StartsWith("\"DigitalProductId\"=", StringComparison.Ordinal);

    public static TheoryData<string> Images => new(s_images.Keys);

    private static readonly Dictionary<string, SampleImage[]> s_images = new()
    {
        ["two editions"] = [WindowsSamples.StandardCore, WindowsSamples.Datacenter],
        ["with scripts and an answer file"] = [WindowsSamples.Standard
            .WithFile("Windows/Setup/Scripts/SetupComplete.cmd", "@echo off\r\ncall other.cmd\r\nexit /b 0\r\n")
            .WithFile("Windows/System32/Sysprep/unattend.xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">\r\n  <!-- caf\u00e9 -->\r\n</unattend>\r\n")],
        ["folders in other cases"] = [(SampleImages.Server2012R2Datacenter with { FillerFiles = 5 }).WithFile("Windows/Logs/CBS/CBS.log", "").WithFile("Windows/SETUP/scripts/other.cmd", "rem\r\n")],
        ["a client"] = [(SampleImages.Windows81Pro with { FillerFiles = 5 }).WithFile("Windows/Logs/CBS/CBS.log", "")],
    };

    [Theory]
    [MemberData(nameof(Images))]
    public void Both_ways_make_the_same_image(string name)
    {
        using var bench = new Bench(machine, WindowsSamples.Wim(s_images[name]));
        var windows = bench.Run("apply", "recipe.yaml");
        Assert.True(windows.ExitCode == 0, windows.All);
        RunOnLinux(bench.Dism.Work, "apply", "recipe.yaml", "--output", "linux/install.wim");
        bench.AssertClean();

        for (var index = 1; index <= s_images[name].Length; index++)
        {
            Assert.Equal(Files(bench.Dism["linux/install.wim"], index), Files(bench.Output, index));
            foreach (var hive in (string[])["SOFTWARE", "SYSTEM"])
            {
                Assert.Equal(
                    WimTree.Registry(bench.Dism["linux/install.wim"], index, hive).Where(line => !IsInstalledKey(line)),
                    WimTree.Registry(bench.Output, index, hive).Where(line => !IsInstalledKey(line)));
            }

            // Not by agreement that nothing was done.
            Assert.NotEqual(Files(bench.Image, index), Files(bench.Output, index));
            Assert.NotEqual(WimTree.Registry(bench.Image, index, "SOFTWARE"), WimTree.Registry(bench.Output, index, "SOFTWARE"));
        }
    }

    [Fact]
    public void What_nothing_was_done_to_keeps_its_times_and_its_security()
    {
        using var bench = new Bench(machine, WindowsSamples.Wim(WindowsSamples.Standard));
        var windows = bench.Run("apply", "recipe.yaml");
        Assert.True(windows.ExitCode == 0, windows.All);

        var (before, after) = (WimTree.Of(bench.Image, 1), WimTree.Of(bench.Output, 1));

        Assert.Equal([], before.Keys.Where(path => !IsFootprint(path) && after.GetValueOrDefault(path) != before[path]));
    }

    private static IEnumerable<string> Files(string wim, int index) =>
        WimTree.Contents(wim, index).Where(file => !IsFootprint(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}");

    private static void RunOnLinux(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "provision-kms.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + error.Result);
    }
}
