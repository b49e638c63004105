using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Tests.Interop;

public class DismApiTests
{
    [Fact]
    public void A_system_without_DISM_is_told_so_and_not_searched_for_a_file_of_that_name()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has DISM.");
        var error = Assert.Throws<ProvisionException>(() => DismApi.Initialize(DismLogLevel.LogErrors, null, null));
        var finding = Assert.Single(error.Diagnostics);
        Assert.Equal(Codes.DismMissing, finding.Code);
        Assert.Equal(ExitCode.MachineLacksSomething, error.ExitCode);

        // Also past the friendly check: the resolver must not let .NET look beside the application.
        Assert.Throws<ProvisionException>(() => DismNative.DismShutdown());
    }

    [Theory]
    [InlineData(0u, true)]
    [InlineData(1u, true)]
    [InlineData(0xBC2u, true)]
    [InlineData(0x80070BC2u, true)]
    [InlineData(0x80070005u, false)]
    [InlineData(0xC1510114u, false)]
    public void Only_four_results_are_successes(uint hresult, bool success) => Assert.Equal(success, DismException.IsSuccess((int)hresult));

    [Theory]
    [InlineData(0x800704C7u)]
    [InlineData(0x800704D3u)]
    public void A_cancelled_call_ends_in_OperationCanceledException_with_the_token(uint hresult)
    {
        using var source = new CancellationTokenSource();
        using var watch = new DismProgress("mounting", null, source.Token);
        Assert.Equal(source.Token, Assert.Throws<OperationCanceledException>(() => watch.ThrowIfStopped((int)hresult)).CancellationToken);
    }

    [Fact]
    public void An_exception_keeps_the_raw_code_and_the_libraries_own_message()
    {
        var error = new DismException(unchecked((int)0xC1510114), "MountImage", "The image needs to be remounted.\r\n");
        Assert.Equal(DismResult.NeedsRemount, error.Result);
        Assert.Equal("MountImage: The image needs to be remounted. (0xC1510114)", error.Message);
    }
}
