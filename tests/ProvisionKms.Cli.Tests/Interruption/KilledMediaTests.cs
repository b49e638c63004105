using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using ProvisionKms.Samples;

namespace ProvisionKms.Cli.Tests.Interruption;

/// <summary>apply on install media, killed at moments spread over its whole run: the source is as it was, the output absent or whole, and no program goes on.</summary>
[SupportedOSPlatform("linux")]
public sealed class KilledMediaTests : IDisposable
{
    private const int Kills = 12;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_source_stays_and_the_output_is_absent_or_whole()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/7z") && File.Exists("/usr/bin/genisoimage"), "needs 7z and genisoimage: apt-get install p7zip-full genisoimage");
        Directory.CreateDirectory(_folder.Path("tree/sources"));
        new SampleWim([SampleImages.Server2019Standard with { FillerFiles = 3000 }]).Write(_folder.Path("tree/sources/install.wim"));
        File.WriteAllBytes(_folder.Path("tree/setup.exe"), new byte[48 << 20]);
        OtherPrograms.Run("genisoimage", "-quiet", "-udf", "-allow-limited-size", "-J", "-V", "SAMPLE", "-o", _folder.Path("in.iso"), _folder.Path("tree"));
        Directory.Delete(_folder.Path("tree"), recursive: true);
        var recipe = _folder.Path("recipe.yaml");
        File.WriteAllText(recipe, "recipe: 1\nplatform: ovh-dedicated\nimage: { path: in.iso }\noutput: { path: out.iso }\n");
        var source = File.ReadAllBytes(_folder.Path("in.iso"));
        var clock = Stopwatch.StartNew();
        var first = CliProcess.Run(CliProcess.Start("apply", recipe));
        Assert.True(first.ExitCode == 0, first.Error);
        var whole = clock.Elapsed;

        for (var kill = 0; kill < Kills; kill++)
        {
            File.Delete(_folder.Path("out.iso"));
            var process = OtherPrograms.KillAfter(whole * kill / (Kills - 1), "apply", recipe);

            Assert.Equal(source, File.ReadAllBytes(_folder.Path("in.iso")));
            Assert.True(!File.Exists(_folder.Path("out.iso")) || OtherPrograms.Exit("7z", "t", _folder.Path("out.iso")) == 0, $"a half output after {kill} of {Kills}");
            Assert.Equal(0, CliProcess.Run(CliProcess.Start("doctor", "--repair", _folder.Path("out.iso"))).ExitCode);
            Assert.Equal(0, CliProcess.Run(CliProcess.Start("inspect", _folder.Path("in.iso"))).ExitCode);
            Assert.Empty(LeftOf(process));
            Assert.Empty(Directory.EnumerateFiles(_folder.Root).Select(p => Path.GetFileName(p)).Except(["in.iso", "out.iso", "recipe.yaml"]));
        }
    }

    private static IEnumerable<string> LeftOf(int process) =>
        Directory.EnumerateDirectories(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"provision-kms-scratch-{process}-*"));
}
