using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Wim;

namespace ProvisionKms.Imaging.Tests.Wim;

/// <summary>Judged by wimlib-imagex.</summary>
public sealed partial class WimTablesTests(WimFixture wims) : IClassFixture<WimFixture>
{
    [Fact]
    public void The_digest_of_an_image_is_the_SHA_1_of_its_metadata_resource()
    {
        var listed = Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "info", wims.FourEditions, "--lookup-table"));
        var expected = Metadata().Matches(listed).Select(m => BinaryPrimitives.ReadUInt128LittleEndian(Convert.FromHexString(m.Groups[1].Value))).ToList();
        Assert.Equal(4, expected.Count);

        var tables = Read(wims.FourEditions);
        Assert.Equal(expected, Enumerable.Range(1, 4).Select(i => tables.DigestOf(new ImageIndex(i))!.Value));
        Assert.Null(tables.DigestOf(new ImageIndex(5)));
    }

    [Theory]
    [InlineData("WINDOWS/EDITIONID", "ServerDatacenter")]
    [InlineData("WINDOWS/VERSION/NOSUCHTHING", null)]
    public void A_property_is_read_from_the_XML(string name, string? value) =>
        Assert.Equal(value, Read(wims.FourEditions).Property(new ImageIndex(3), name));

    [Fact]
    public void Every_property_is_the_one_that_libwim_reads()
    {
        using var session = WimSession.Open(wims.FourEditions, ImageAccess.Read);
        var tables = Read(wims.FourEditions);
        Assert.All(session.Indexes, index => Assert.All(
            ProvisionKms.Planning.ImageProperties.Compared, name => Assert.Equal(session.Tree(index).GetProperty(name), tables.Property(index, name))));
    }

    private static WimTables Read(string wim) => WimTables.Read(wim, WimHeader.Read(wim)!);

    [GeneratedRegex(@"Hash\s+= 0x([0-9a-f]{40})(?:(?!Hash).)*?WIM_RESHDR_FLAG_METADATA", RegexOptions.Singleline)]
    private static partial Regex Metadata();
}
