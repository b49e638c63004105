using ProvisionKms.Cli.Doctor;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Tests.Doctor;

public sealed class DiskChecksTests
{
    [Fact]
    public void Little_room_is_a_warning_and_no_reason_to_stop()
    {
        var check = DiskChecks.Room("temporary files", "/tmp", 200 << 20);

        Assert.Equal(("warning", Codes.SpaceLow, Severity.Warning), (check.Status, check.Problem?.Code, check.Problem?.Severity));
        Assert.Equal("/tmp has only 200 MiB free", check.Problem?.Message);
    }

    [Fact]
    public void Enough_room_is_no_finding() => Assert.Null(DiskChecks.Room("temporary files", "/tmp", 2L << 30).Problem);
}
