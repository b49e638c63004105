using ProvisionKms.Samples;
using ProvisionKms.Windows.Tests.Dism;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Cli;

/// <summary>What a machine lacks and an image cannot be used for is said, with the remedy and the exit code for it.</summary>
public sealed class RefusalTests(WindowsMachine machine) : IDisposable
{
    private static readonly Lazy<byte[]> s_image = new(() => WindowsSamples.Wim(WindowsSamples.Standard));

    private readonly Bench _bench = new(machine, s_image.Value);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Without_elevation_DISM_does_not_start()
    {
        foreach (var command in (string[][])[["inspect", "install.wim"], ["apply", "recipe.yaml"]])
        {
            var run = _bench.Dism.RunTool("call=DismInitialize,occurrence=1,fault=0x800702E4", command);

            Assert.True(run.ExitCode == 4, run.All);
            Assert.Contains("elevated", run.Error + run.Out, StringComparison.OrdinalIgnoreCase);
        }

        Assert.False(File.Exists(_bench.Output));
        Assert.Empty(_bench.Traces());
    }

    [Fact]
    public void A_DISM_that_is_not_where_it_is_named_or_cannot_be_loaded_is_missing()
    {
        foreach (var environment in (Dictionary<string, string>[])[new() { ["PROVISIONKMS_DISM"] = @"C:\absent" }, new() { ["WINEDLLOVERRIDES"] = "mshtml,winedbg.exe,dismapi=;winemenubuilder.exe=d" }])
        {
            var run = _bench.Dism.RunTool(environment, "apply", "recipe.yaml");

            Assert.True(run.ExitCode == 4, run.All);
            Assert.Contains("dismapi.dll", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(4, _bench.Dism.RunTool(new Dictionary<string, string> { ["PROVISIONKMS_DISM"] = @"C:\absent" }, "doctor").ExitCode);
    }

    [Fact]
    public void A_DISM_in_the_current_folder_is_not_loaded()
    {
        File.WriteAllText(_bench.Dism["dismapi.dll"], "planted");

        Assert.Equal(0, _bench.Run("inspect", "install.wim").ExitCode);
        Assert.Equal(4, _bench.Dism.RunTool(new Dictionary<string, string> { ["PROVISIONKMS_DISM"] = "." }, "inspect", "install.wim").ExitCode);
    }

    [Fact]
    public void Without_libwim_the_other_backend_is_missing()
    {
        var run = _bench.Run("inspect", "install.wim", "--backend", "wimlib");

        Assert.True(run.ExitCode == 4, run.All);
        Assert.Contains("libwim", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, _bench.Run("inspect", "install.wim", "--backend", "dism").ExitCode);
    }

    [Fact]
    public void An_ESD_is_unsupported_and_the_command_that_makes_it_a_WIM_is_named()
    {
        new SampleWim(WindowsSamples.Standard) { Compression = SampleCompression.SolidLzms }.Write(_bench.Dism["install.esd"]);

        var run = _bench.Run("apply", "recipe.yaml", "--image", "install.esd");

        Assert.True(run.ExitCode == 5, run.All);
        Assert.Contains("/Export-Image", run.Error, StringComparison.OrdinalIgnoreCase);
        _bench.AssertClean();
    }

    [Theory]
    [InlineData("no image at all")]
    [InlineData("MSWIM\0\0\0")]
    public void A_damaged_file_is_exit_5(string content)
    {
        File.WriteAllText(_bench.Dism["damaged.wim"], content);

        var run = _bench.Run("apply", "recipe.yaml", "--image", "damaged.wim");

        Assert.True(run.ExitCode == 5, run.All);
        _bench.AssertClean();
    }
}
