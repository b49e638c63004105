using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>What a session refuses, and what it says when it cannot clean up.</summary>
public sealed class DismImageSessionTests : IDisposable
{
    private readonly DismState _dism;

    public DismImageSessionTests(WindowsMachine machine)
    {
        _dism = new DismState(machine);
        new SampleWim(SampleImages.Server2019StandardCore).Write(_dism["install.wim"]);
        File.WriteAllText(_dism["recipe.yaml"], """
            recipe: 1
            name: standard
            product: windows-server-2019
            edition: standard
            platform: ovh-dedicated
            image: { path: install.wim, indexes: [1] }
            output: { path: out.wim }
            """);
    }

    public void Dispose() => _dism.Dispose();

    [Fact]
    public void A_mount_that_stays_is_told_and_the_result_stands_until_doctor_unmounts_it()
    {
        var run = _dism.RunTool("call=DismUnmountImage,occurrence=0,fault=0xc1420117", "inspect", "install.wim");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains(Codes.MountLeftBehind.Id, run.Error, StringComparison.Ordinal);
        Assert.NotEmpty(_dism.Mounts);

        run = _dism.RunTool(fault: null, "doctor", "--repair", "install.wim");
        Assert.True(run.ExitCode == 0, run.All);
        Assert.Empty(_dism.Mounts);
        Assert.Empty(Directory.GetFileSystemEntries(_dism.Temp, "provision-kms-mount-*"));
    }

    [Fact]
    public void A_key_that_is_refused_when_it_shall_be_set_leaves_nothing_behind()
    {
        var run = _dism.RunTool("call=_DismValidateProductKey,occurrence=2,fault=0x80070645", "apply", "recipe.yaml");

        Assert.Equal((int)ExitCode.ImageUnusable, run.ExitCode);
        Assert.Contains(Codes.ProductKeyRefused.Id, run.Error, StringComparison.Ordinal);
        Assert.Empty(_dism.Mounts);
        Assert.Equal(["install.wim", "recipe.yaml"], Directory.GetFileSystemEntries(_dism.Work).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_description_that_would_have_to_be_repaired_is_refused_with_the_backend_that_can()
    {
        Tool.Run("wimtools", "wimlib-imagex", "info", _dism["install.wim"], "1", "--image-property", "WINDOWS/EDITIONID=");

        var run = _dism.RunTool(fault: null, "apply", "recipe.yaml");

        Assert.Equal((int)ExitCode.ImageUnusable, run.ExitCode);
        Assert.Contains(Codes.DescriptionNotWritable.Id, run.Error, StringComparison.Ordinal);
        Assert.Contains("--backend wimlib", run.Error, StringComparison.Ordinal);
        Assert.Empty(_dism.Mounts);
    }
}
