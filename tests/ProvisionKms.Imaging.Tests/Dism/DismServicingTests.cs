using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Dism;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Tests.Dism;

/// <summary>What is refused before DISM is asked for anything.</summary>
public class DismServicingTests
{
    private readonly DismServicing _directory = new("/image", Unasked) { ChangesCanBeDiscarded = false };

    [Fact]
    public void A_directory_is_set_to_no_other_edition_for_that_could_not_be_undone()
    {
        Assert.Empty(_directory.TargetEditions);
        AssertRefused(Codes.EditionRefused, () => _directory.SetEdition("ServerStandard"));
        Assert.False(_directory.HasStaged);
    }

    [Fact]
    public void Offline_servicing_is_not_applied_to_a_directory_for_that_could_not_be_undone()
    {
        AssertRefused(Codes.AnswerFileRefused, () => _directory.ApplyAnswerFile("<unattend/>"u8.ToArray()));
        Assert.False(_directory.HasStaged);
    }

    [Theory]
    [InlineData(@"Windows\System32\config\HKCU")]
    [InlineData(@"Users\Default\NTUSER.DAT")]
    [InlineData(@"Windows\SOFTWARE")]
    [SupportedOSPlatform("windows")]
    public void A_hive_that_DISM_does_not_load_is_refused(string hive)
    {
        using var hives = new DismHives("/image", Unasked);
        AssertRefused(Codes.HiveNotOffered, () => hives.Open(new DirectoryHive(hive, null, [], null)));
    }

    private static DismSession Unasked() => throw new InvalidOperationException("DISM was asked");

    private static void AssertRefused(DiagnosticCode code, Action action) =>
        Assert.Equal(code, Assert.Single(Assert.Throws<ProvisionException>(action).Diagnostics).Code);
}
