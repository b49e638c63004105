using System.Diagnostics;
using ProvisionKms.Samples;

namespace ProvisionKms.Cli.Tests.Interruption;

/// <summary>apply, killed at moments spread over its whole run; afterwards the image is the old one or the new one.</summary>
public sealed class KilledApplyTests : IDisposable
{
    private const int Kills = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly string _image;
    private readonly string _recipe;
    private readonly byte[] _original;

    public KilledApplyTests()
    {
        var images = SampleImages.Server2019.Select(i => i with { FillerFiles = 2000, SoftwareHiveBytes = 4 << 20 });
        _image = new SampleWim([.. images]) { IntegrityTable = true }.Write(_folder.Path("install.wim"));
        _original = File.ReadAllBytes(_image);
        _recipe = _folder.Path("recipe.yaml");
        File.WriteAllText(_recipe, "recipe: 1\nname: killed\nproduct: auto\nedition: auto\nplatform: ovh-dedicated\nimage: { path: install.wim }\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_place_the_next_apply_starts_from_the_old_content_and_finishes()
    {
        var whole = TimeOf("apply", _recipe);
        var (undone, done) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            File.WriteAllBytes(_image, _original);
            KillAfter(whole * kill / (Kills - 1), "apply", _recipe);

            var repair = CliProcess.Run(CliProcess.Start("doctor", "--repair", _image));
            Assert.True(repair.ExitCode is 0, repair.Error);
            var isOld = File.ReadAllBytes(_image).AsSpan().SequenceEqual(_original);
            undone += isOld ? 1 : 0;
            done += isOld ? 0 : 1;
            Assert.True(isOld || CliProcess.Run(CliProcess.Start("verify", _recipe, "--image", _image)).ExitCode == 0, "neither the old nor the new content");
            Assert.Equal(["install.wim", "recipe.yaml"], Left());
        }

        Assert.Equal(Kills, undone + done);
        Assert.True(undone > 0, "no kill came before the end");
    }

    [Fact]
    public void For_another_output_the_source_stays_and_the_output_is_absent_or_whole()
    {
        var output = _folder.Path("out.wim");
        var whole = TimeOf("apply", _recipe, "--output", output);
        for (var kill = 0; kill < Kills; kill++)
        {
            File.Delete(output);
            KillAfter(whole * kill / (Kills - 1), "apply", _recipe, "--output", output);

            Assert.Equal(_original, File.ReadAllBytes(_image));
            Assert.True(!File.Exists(output) || CliProcess.Run(CliProcess.Start("verify", _recipe, "--image", output, "--against", _image)).ExitCode == 0);
        }

        Assert.Equal(0, CliProcess.Run(CliProcess.Start("apply", _recipe, "--output", output)).ExitCode);
        Assert.Equal(["install.wim", "out.wim", "recipe.yaml"], Left());
    }

    private IEnumerable<string> Left() => Directory.EnumerateFileSystemEntries(_folder.Root).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal);

    private TimeSpan TimeOf(params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        var run = CliProcess.Run(CliProcess.Start(arguments));
        Assert.True(run.ExitCode == 0, run.Error);
        File.WriteAllBytes(_image, _original);
        return clock.Elapsed;
    }

    private static void KillAfter(TimeSpan delay, params string[] arguments)
    {
        using var process = Process.Start(CliProcess.Start(arguments))!;
        if (!process.WaitForExit(delay))
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
