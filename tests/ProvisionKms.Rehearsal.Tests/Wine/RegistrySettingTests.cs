using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.Wine;

public sealed class RegistrySettingTests
{
    [Fact]
    public void A_number_is_told_from_a_text_that_looks_like_one()
    {
        Assert.Equal(1u, RegistrySetting.Dword(@"SYSTEM\Setup", "SystemSetupInProgress", 1).Number);
        Assert.Null(new RegistrySetting(@"SYSTEM\Setup", "SystemSetupInProgress", "1").Number);
    }
}
