using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using ProvisionKms.Samples;

namespace ProvisionKms.Cli.Tests.Interruption;

/// <summary>apply on a virtual disk, killed at moments spread over its whole run: the disk is the old one or the new one, and nothing is left.</summary>
[SupportedOSPlatform("linux")]
public sealed class KilledDiskTests : IDisposable
{
    private const int Kills = 25;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("qcow2")]
    [InlineData("raw")]
    public void The_disk_is_the_old_one_or_the_new_one_and_nothing_is_left(string format)
    {
        Assert.SkipWhen(SampleDisk.WhyNot is not null, SampleDisk.WhyNot ?? "");
        var raw = new SampleDisk(DiskLayout.Bare, SampleImages.Server2019Standard with { FillerFiles = 20, SoftwareHiveBytes = 8 << 20 }) { Size = 64 << 20 }.Write(_folder.Path("raw"));
        var pristine = _folder.Path("pristine");
        OtherPrograms.Run("qemu-img", "convert", "-O", format, raw, pristine);
        var disk = _folder.Path("disk");
        var recipe = _folder.Path("recipe.yaml");
        File.WriteAllText(recipe, "recipe: 1\nplatform: ovh-dedicated\nimage: { path: disk }\n");
        Reset(pristine, disk);
        var clock = Stopwatch.StartNew();
        var first = CliProcess.Run(CliProcess.Start("apply", recipe));
        Assert.True(first.ExitCode == 0, first.Error);
        var whole = clock.Elapsed;

        var (old, changed) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            Reset(pristine, disk);
            var process = OtherPrograms.KillAfter(whole * kill / (Kills - 1), "apply", recipe);

            var repair = CliProcess.Run(CliProcess.Start("doctor", "--repair", disk));
            Assert.True(repair.ExitCode == 0, repair.Error);
            Assert.Empty(LeftOf(process));
            Assert.Equal(["disk", "pristine", "raw", "recipe.yaml"], Directory.EnumerateFileSystemEntries(_folder.Root).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
            if (format == "qcow2")
            {
                OtherPrograms.Run("qemu-img", "check", "-q", "-f", format, disk);
            }

            if (OtherPrograms.Exit("qemu-img", "compare", "-f", format, "-F", format, pristine, disk) == 0)
            {
                old++;
                continue;
            }

            var verify = CliProcess.Run(CliProcess.Start("verify", recipe, "--image", disk, "--against", pristine));
            Assert.True(verify.ExitCode == 0, $"neither the old nor the new content after {kill} of {Kills}: {verify.Out}{verify.Error}");
            changed++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{format}: {Kills} kills over {whole.TotalSeconds:F1} s, {old} old, {changed} new");
        Assert.True(old > 0, "no kill came before the end");
    }

    private static void Reset(string pristine, string disk) => OtherPrograms.Run("cp", "--sparse=always", pristine, disk);

    private static IEnumerable<string> LeftOf(int process)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"provision-kms-disk-{process}-");
        return
        [
            .. Directory.EnumerateDirectories(Path.GetTempPath(), mark + "*"),
            .. File.ReadLines("/proc/self/mounts").Where(line => line.Contains(mark, StringComparison.Ordinal)),
            .. Process.GetProcesses().Select(CommandLine).Where(line => line.Contains(mark, StringComparison.Ordinal)),
        ];
    }

    private static string CommandLine(Process process)
    {
        using (process)
        {
            try
            {
                return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/cmdline"));
            }
            catch (IOException)
            {
                return "";
            }
        }
    }
}
