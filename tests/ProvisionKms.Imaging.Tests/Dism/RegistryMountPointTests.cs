using ProvisionKms.Imaging.Dism;

namespace ProvisionKms.Imaging.Tests.Dism;

public class RegistryMountPointTests
{
    [Theory]
    [InlineData("{bf1a281b-ad7b-4476-ac95-f47682990ce7}C:/mount/Windows/System32/config/SOFTWARE")]
    [InlineData(@"HKEY_LOCAL_MACHINE\{bf1a281b-ad7b-4476-ac95-f47682990ce7}C:/mount/Windows/System32/config/SOFTWARE")]
    [InlineData(@"HKLM\{bf1a281b-ad7b-4476-ac95-f47682990ce7}C:/mount/Windows/System32/config/SOFTWARE\")]
    [InlineData(@"\Registry\Machine\{bf1a281b-ad7b-4476-ac95-f47682990ce7}C:/mount/Windows/System32/config/SOFTWARE")]
    public void Every_spelling_of_a_key_below_the_machine_leads_to_it(string mountPoint) =>
        Assert.Equal("{bf1a281b-ad7b-4476-ac95-f47682990ce7}C:/mount/Windows/System32/config/SOFTWARE", RegistryMountPoint.BelowLocalMachine(mountPoint));
}
