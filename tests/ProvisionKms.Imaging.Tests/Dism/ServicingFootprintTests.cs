using ProvisionKms.Imaging.Dism;

namespace ProvisionKms.Imaging.Tests.Dism;

public class ServicingFootprintTests
{
    [Theory]
    [InlineData(@"Windows\System32\config\SOFTWARE")]
    [InlineData(@"windows\system32\CONFIG\software.log1")]
    [InlineData(@"Windows\System32\config\SYSTEM{53b39e88-18c4-11ea-a811-000d3aa4692b}.TM.blf")]
    [InlineData(@"Windows\Logs\DISM\dism.log")]
    [InlineData(@"Windows\Logs")]
    [InlineData(@"Windows\Logs\CBS")]
    [InlineData(@"Windows\System32\spp\store\2.0\tokens.dat")]
    public void What_every_servicing_session_changes_is_left_out(string path) => Assert.True(ServicingFootprint.Has(path));

    [Theory]
    [InlineData(@"Windows\System32\config\systemprofile\AppData\x.dll")]
    [InlineData(@"Windows\System32\config\SOFTWARE2")]
    [InlineData(@"Windows\Logs\DISM2")]
    [InlineData(@"Windows\Logs\evil.exe")]
    [InlineData(@"Windows\System32\spp\tokens\skus\ServerStandard\a.xrm-ms")]
    [InlineData(@"Windows\System32\drivers\evil.sys")]
    [InlineData(@"SOFTWARE")]
    public void Nothing_else_is(string path) => Assert.False(ServicingFootprint.Has(path));
}
