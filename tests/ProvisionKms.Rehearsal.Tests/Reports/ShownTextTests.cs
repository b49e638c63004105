using ProvisionKms.Catalog;
using ProvisionKms.Rehearsal.Reports;

namespace ProvisionKms.Rehearsal.Tests.Reports;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("slmgr.vbs -ipk N69G4-B89J2-4G8F4-WWYCC-J464C", "slmgr.vbs -ipk N69G4-B89J2-4G8F4-WWYCC-J464C")]
    [InlineData("-ipk ABCDE-FGHJK-LMNPQ-RSTVW-XY234 x", "-ipk XXXXX-XXXXX-XXXXX-XXXXX-XY234 x")]
    [InlineData("\"abcde-fghjk-lmnpq-rstvw-xy234\"", "\"XXXXX-XXXXX-XXXXX-XXXXX-XY234\"")]
    [InlineData("/productkey:ABCDE-FGHJK-LMNPQ-RSTVW-XY234", "/productkey:XXXXX-XXXXX-XXXXX-XXXXX-XY234")]
    public void Only_public_keys_are_shown_in_full(string text, string shown) => Assert.Equal(shown, new ShownText(WindowsCatalog.Default).Of(text));
}
