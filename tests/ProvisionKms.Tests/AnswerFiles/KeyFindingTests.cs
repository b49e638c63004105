using ProvisionKms.AnswerFiles;

namespace ProvisionKms.Tests.AnswerFiles;

public sealed class KeyFindingTests
{
    private const string File = """
        <unattend xmlns="urn:schemas-microsoft-com:unattend">
          <settings pass="windowsPE">
            <component name="Microsoft-Windows-Setup" processorArchitecture="x86">
              <UserData><ProductKey><Key>00000-00000-00000-00000-00000</Key></ProductKey></UserData>
            </component>
          </settings>
          <settings pass="specialize">
            <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64">
              <!-- <ProductKey>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</ProductKey> -->
              <ProductKey>N69G4-B89J2-4G8F4-WWYCC-J464C</ProductKey>
            </component>
          </settings>
          <settings pass="oobeSystem">
            <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64">
              <ProductKey/>
            </component>
            <component name="Contoso-Setup" processorArchitecture="amd64"><ProductKey>1</ProductKey></component>
          </settings>
        </unattend>
        """;

    [Fact]
    public void ReadKeys_lists_pass_component_architecture_and_line()
    {
        var keys = AnswerFileMerge.ReadKeys(Sample.Utf8(File), "a.xml").Keys;
        Assert.Equal(
            [
                "a.xml(4,29) windowsPE Microsoft-Windows-Setup x86 00000",
                "a.xml(10,7) specialize Microsoft-Windows-Shell-Setup amd64 J464C",
                "a.xml(15,7) oobeSystem Microsoft-Windows-Shell-Setup amd64 empty",
            ],
            keys.Select(k => $"{k.Where} {k.Pass} {k.Component} {k.Architecture} {(k.IsEmpty ? "empty" : k.Key?.LastFive)}"));
        Assert.Equal([false, true, false], keys.Select(k => k.IsActivationKey));
        Assert.Equal([true, false, false], keys.Select(k => k.IsInstallationKey));
    }

    [Fact]
    public void HasKey_asks_for_every_place_and_every_architecture()
    {
        static bool Has(string file, AnswerFileRequest request) => AnswerFileMerge.HasKey(Sample.Utf8(file), request);

        var image = Sample.Merge(Sample.ShellSetup(""), Sample.Image);
        Assert.True(Has(image, Sample.Image));
        Assert.False(Has(image, Sample.Media));
        Assert.False(Has(image, Sample.Image with { Architectures = ["amd64", "x86"] }));
        Assert.False(Has(image, Sample.Image with { Key = Sample.OtherKey }));
        Assert.True(Has(image, Sample.Image with { Key = Sample.OtherKey, FittingKeys = [Sample.Key] }));
        Assert.False(Has(File, Sample.Image));
        Assert.True(Has(Sample.Merge(File, Sample.Media), Sample.Media));
    }
}
