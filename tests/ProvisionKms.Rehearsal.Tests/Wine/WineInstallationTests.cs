using ProvisionKms.Diagnostics;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.Wine;

public sealed class WineInstallationTests
{
    [Fact]
    public void Without_Wine_it_says_what_to_install()
    {
        using var folder = new TempFolder();

        var failure = Assert.Throws<ProvisionException>(() => WineInstallation.Find(folder.Root, onLinux: true));

        Assert.Equal(ExitCode.MachineLacksSomething, failure.ExitCode);
        Assert.Equal(Codes.WineMissing, Assert.Single(failure.Diagnostics).Code);
        Assert.Contains("apt-get install wine wine64", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo no 64-bit half >&2; exit 1", "ended with 1: no 64-bit half")]
    [InlineData("echo something else", "ended with 0: something else")]
    public void A_Wine_that_does_not_work_is_quoted(string script, string quoted)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a shell script");
        using var folder = new TempFolder();
        folder.WriteProgram("wine", script);
        folder.WriteProgram("wineserver", "");

        var failure = Assert.Throws<ProvisionException>(() => WineInstallation.Find(folder.Root, onLinux: true));

        Assert.Equal(Codes.WineUnusable, Assert.Single(failure.Diagnostics).Code);
        Assert.Contains(quoted, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec \"$2\"", 3)]
    [InlineData("echo Operation not permitted >&2; exit 1", 1)]
    public void Addresses_are_fixed_where_that_is_allowed(string setarch, int parts)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a shell script");
        using var folder = new TempFolder();
        folder.WriteProgram("wine", "echo wine-99.0");
        folder.WriteProgram("wineserver", "");
        folder.WriteProgram("setarch", setarch);

        var wine = WineInstallation.Find(folder.Root, onLinux: true);

        Assert.Equal(((string[])[folder.Path("setarch"), "-R", folder.Path("wine")])[^parts..], wine.Command);
    }

    [Fact]
    public void Elsewhere_than_on_Linux_it_says_where_to_rehearse()
    {
        var failure = Assert.Throws<ProvisionException>(() => WineInstallation.Find("", onLinux: false));

        Assert.Equal(ExitCode.MachineLacksSomething, failure.ExitCode);
        Assert.Equal(Codes.RehearsalNeedsLinux, failure.Diagnostics[0].Code);
    }

    [Fact]
    public void The_version_is_Wines_own_without_the_distributions()
    {
        Machines.Require();

        Assert.Matches(@"^\d+\.\d+", WineInstallation.Find().Version);
    }
}
