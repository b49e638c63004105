using ProvisionKms.Catalog;

namespace ProvisionKms.Tests.Catalog;

public class KmsHostTests
{
    [Theory]
    [InlineData("kms.ovh.net", 1688)]
    [InlineData("kms", 1)]
    [InlineData("169.254.169.250", 65535)]
    [InlineData("xn--kms-qla.example", 1688)]
    public void Names_and_addresses_are_accepted(string name, int port) => Assert.True(KmsHost.TryCreate(name, port, out _));

    [Theory]
    [InlineData("", 1688)]
    [InlineData("kms..net", 1688)]
    [InlineData("kms.ovh.net.", 1688)]
    [InlineData("-kms.net", 1688)]
    [InlineData("kms_1.net", 1688)]
    [InlineData("kms.net & calc", 1688)]
    [InlineData("kms.net\n", 1688)]
    [InlineData("kms.net:1688", 1688)]
    [InlineData("fd00:ec2::250", 1688)]
    [InlineData("300.1.1.1", 1688)]
    [InlineData("10.0.1", 1688)]
    [InlineData("010.0.0.1", 1688)]
    [InlineData("кms.net", 1688)]
    [InlineData("kms.ovh.net", 0)]
    [InlineData("kms.ovh.net", 65536)]
    public void Everything_else_is_refused(string name, int port) => Assert.False(KmsHost.TryCreate(name, port, out _));
}
