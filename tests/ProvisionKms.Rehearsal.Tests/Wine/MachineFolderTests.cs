using ProvisionKms.Diagnostics;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.Wine;

public sealed class MachineFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_for_temporary_files_that_cannot_be_used_is_a_diagnostic()
    {
        var failure = Assert.Throws<ProvisionException>(() => MachineFolder.Create(_folder.Path("absent")));

        Assert.Equal(ExitCode.MachineLacksSomething, failure.ExitCode);
        Assert.Equal(Codes.MachineUnusable, failure.Diagnostics[0].Code);
        Assert.Contains("TMPDIR", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_and_what_others_use_stays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks into /proc");
        var left = Directory.CreateDirectory(_folder.Path("provision-kms-machine-999999999-abc")).FullName;
        var others = Directory.CreateDirectory(_folder.Path("provision-kms-machine-1-abc")).FullName;
        var strange = Directory.CreateDirectory(_folder.Path("provision-kms-machine-")).FullName;
        Directory.CreateDirectory(Path.Combine(left, "prefix", "drive_c"));

        using (var machine = MachineFolder.Create(_folder.Root))
        {
            Assert.True(Directory.Exists(machine.Home));
        }

        Assert.Equal([others, strange], Directory.GetDirectories(_folder.Root).Order(StringComparer.Ordinal).Reverse());
        Assert.False(Directory.Exists(left));
    }
}
