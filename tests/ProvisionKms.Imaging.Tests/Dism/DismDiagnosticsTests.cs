using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Dism;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Tests.Dism;

public class DismDiagnosticsTests
{
    public static TheoryData<uint, string, ExitCode> WhatAUserCanMend => new()
    {
        { 0x800702E4, Codes.ElevationNeeded.Id, ExitCode.MachineLacksSomething },
        { 0x80070005, Codes.ElevationNeeded.Id, ExitCode.MachineLacksSomething },
        { 0x80070070, Codes.DismDiskFull.Id, ExitCode.MachineLacksSomething },
        { 0x800F0902, Codes.DismBusy.Id, ExitCode.MachineLacksSomething },
        { 0x80070020, Codes.MountInUse.Id, ExitCode.MachineLacksSomething },
        { 0xC1420117, Codes.MountInUse.Id, ExitCode.MachineLacksSomething },
        { 0xC004000A, Codes.MountInUse.Id, ExitCode.MachineLacksSomething },
        { 0xC1420127, Codes.ImageBusy.Id, ExitCode.ImageUnusable },
        { 0xC1510114, Codes.MountBroken.Id, ExitCode.ImageUnusable },
        { 0xC0040005, Codes.ImageIndexMissing.Id, ExitCode.ImageUnusable },
        { 0x80070002, Codes.ImageIncomplete.Id, ExitCode.ImageUnusable },
        { 0xC1510111, Codes.WimReadOnly.Id, ExitCode.ImageUnusable },
        { 0xC004000E, Codes.ImageIsRunning.Id, ExitCode.ImageUnusable },
        { 0x800703F1, Codes.HiveDamaged.Id, ExitCode.ImageUnusable },
        { 0x8007000D, Codes.ImageDamaged.Id, ExitCode.ImageUnusable },
        { 0x800F0830, Codes.DismTooOld.Id, ExitCode.MachineLacksSomething },
    };

    [Theory]
    [MemberData(nameof(WhatAUserCanMend))]
    public void What_a_user_can_mend_has_a_code_a_hint_and_DISMs_own_words(uint hresult, string code, ExitCode exitCode)
    {
        foreach (var writing in (bool[])[false, true])
        {
            var error = DismDiagnostics.From(new DismException((int)hresult, "MountImage", "in DISM's words"), "/images/install.wim", writing);
            var finding = Assert.Single(error.Diagnostics);
            Assert.Equal(code, finding.Code.Id);
            Assert.Equal(exitCode, error.ExitCode);
            Assert.Contains("in DISM's words", finding.Message, StringComparison.Ordinal);
            Assert.Contains($"0x{hresult:X8}", finding.Message, StringComparison.Ordinal);
            Assert.NotNull(finding.Hint);
            Assert.IsType<DismException>(error.InnerException);
        }
    }

    [Theory]
    [InlineData(false, ExitCode.MachineLacksSomething)]
    [InlineData(true, ExitCode.ApplyFailed)]
    public void What_is_not_known_names_the_log(bool writing, ExitCode exitCode)
    {
        var error = DismDiagnostics.From(new DismException(unchecked((int)0x80004005), "UnmountImage", null), "/images/install.wim", writing);
        Assert.Equal(writing ? Codes.CommitFailed : Codes.DismFailed, Assert.Single(error.Diagnostics).Code);
        Assert.Equal(exitCode, error.ExitCode);
        Assert.Contains(DismRuntime.KeptLog, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_key_in_DISMs_words_is_not_repeated()
    {
        var error = DismDiagnostics.From(new DismException(unchecked((int)0x80004005), "SetProductKey", "cannot set N69G4-B89J2-4G8F4-WWYCC-J464C now"), null, writing: true);
        Assert.DoesNotContain("N69G4", error.Message, StringComparison.Ordinal);
        Assert.Contains("*****-J464C now", error.Message, StringComparison.Ordinal);
    }
}
