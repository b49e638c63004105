using ProvisionKms.Diagnostics;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Windows.Tests.Wine;

/// <summary>What these tests need of this machine; where it is not there, the calling test skips and says so.</summary>
internal static class Prerequisites
{
    public static string Native(string file) => Path.Combine(AppContext.BaseDirectory, "native", file);

    public static WineInstallation Wine()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "runs Windows programs in Wine, on Linux");
        Assert.SkipUnless(File.Exists(Native("driver.exe")), "needs x86_64-w64-mingw32-gcc when it is built (Debian package gcc-mingw-w64-x86-64-win32)");
        try
        {
            return WineInstallation.Find();
        }
        catch (ProvisionException missing)
        {
            Assert.Skip($"needs Wine: {missing.Message}");
            throw;
        }
    }
}
