using System.Text;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Tests.AnswerFiles;

public sealed class MergeTests
{
    private const string Key = "N69G4-B89J2-4G8F4-WWYCC-J464C";

    [Fact]
    public void A_new_file_is_complete_and_serves_each_architecture()
    {
        var result = AnswerFileMerge.Merge(null, "unattend.xml", new AnswerFileRequest(Sample.Key, ["amd64", "x86"], InstallMedia: true));
        Assert.True(result.Changed);
        Assert.Empty(result.Diagnostics);
        Golden.Equal("new-file.xml", result.Content!);
    }

    [Fact]
    public void A_new_element_is_indented_like_its_siblings()
    {
        const string Before = "      <ComputerName>*</ComputerName>";
        Assert.Equal(Sample.ShellSetup($"{Before}\n      <ProductKey>{Key}</ProductKey>"), Sample.Merge(Sample.ShellSetup(Before)));
    }

    [Fact]
    public void A_new_element_stands_after_the_comment_that_explains_the_last_sibling()
    {
        const string Before = "      <ComputerName>*</ComputerName> <!-- any -->\n      <!-- <ProductKey>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</ProductKey> -->";
        Assert.Equal(Sample.ShellSetup($"{Before}\n      <ProductKey>{Key}</ProductKey>"), Sample.Merge(Sample.ShellSetup(Before)));
    }

    [Theory]
    [InlineData("<ProductKey></ProductKey>", "<ProductKey>{0}</ProductKey>")]
    [InlineData("<ProductKey/>", "<ProductKey>{0}</ProductKey>")]
    [InlineData("<ProductKey  />", "<ProductKey  >{0}</ProductKey>")]
    [InlineData("<ProductKey> \n </ProductKey >", "<ProductKey>{0}</ProductKey >")]
    [InlineData("<ProductKey><Key></Key></ProductKey>", "<ProductKey>{0}</ProductKey>")]
    [InlineData("<ProductKey><![CDATA[ ]]></ProductKey>", "<ProductKey>{0}</ProductKey>")]
    [InlineData("<ProductKey> <!-- yours\r\nhere --> </ProductKey>", "<ProductKey>{0}<!-- yours\r\nhere --></ProductKey>")]
    [InlineData("<ProductKey>XXXXX-XXXXX-XXXXX-XXXXX-XXXXX</ProductKey>", "<ProductKey>{0}</ProductKey>")]
    [InlineData("<ProductKey>${key}</ProductKey>", "<ProductKey>{0}</ProductKey>")]
    [InlineData("<ProductKey a='>'>WMDGN-G9PQG-XVVXX-R3X43-63DFG</ProductKey>", "<ProductKey a='>'>{0}</ProductKey>")]
    public void A_key_element_that_is_empty_or_does_not_fit_is_filled(string before, string after) =>
        Assert.Equal(Sample.ShellSetup(after.Replace("{0}", Key, StringComparison.Ordinal)), Sample.Merge(Sample.ShellSetup(before)));

    [Theory]
    [InlineData("<UserData/>", "<UserData><ProductKey><Key>{0}</Key><WillShowUI>OnError</WillShowUI></ProductKey></UserData>")]
    [InlineData("<UserData><ProductKey/></UserData>", "<UserData><ProductKey><Key>{0}</Key></ProductKey></UserData>")]
    [InlineData("<UserData><ProductKey><Key/></ProductKey></UserData>", "<UserData><ProductKey><Key>{0}</Key></ProductKey></UserData>")]
    [InlineData("<UserData><ProductKey><WillShowUI>Never</WillShowUI></ProductKey></UserData>",
        "<UserData><ProductKey><WillShowUI>Never</WillShowUI><Key>{0}</Key></ProductKey></UserData>")]
    [InlineData("<UserData><ProductKey>WMDGN-G9PQG-XVVXX-R3X43-63DFG</ProductKey></UserData>", "<UserData><ProductKey><Key>{0}</Key></ProductKey></UserData>")]
    public void The_key_for_install_media_is_put_where_it_is_missing(string before, string after)
    {
        const string Rest = "<settings pass=\"specialize\"><component name=\"Microsoft-Windows-Shell-Setup\" processorArchitecture=\"amd64\"><ProductKey>" + Key + "</ProductKey></component></settings>";
        static string File(string inside) =>
            $"<unattend xmlns=\"{Sample.Namespace}\"><settings pass=\"windowsPE\"><component name=\"Microsoft-Windows-Setup\" processorArchitecture=\"amd64\">{inside}</component></settings>{Rest}</unattend>";
        Assert.Equal(File(after.Replace("{0}", Key, StringComparison.Ordinal)), Sample.Merge(File(before), Sample.Media));
    }

    [Theory]
    [InlineData("<ProductKey>N69G4-B89J2-4G8F4-WWYCC-J464C</ProductKey>")]
    [InlineData("<ProductKey> n69g4-b89j2-4g8f4-wwycc-j464c\n</ProductKey>")]
    [InlineData("<ProductKey><![CDATA[N69G4-B89J2-4G8F4-WWYCC-J464C]]></ProductKey>")]
    [InlineData("<ProductKey>&#78;69G4-B89J2-4G8F4-WWYCC-J464C</ProductKey>")]
    [InlineData("<ProductKey>N69G4-B89J2-<!-- -->4G8F4-WWYCC-J464C</ProductKey>")]
    public void A_key_that_fits_is_kept_as_it_is_written(string inside)
    {
        var original = Sample.Utf8(Sample.ShellSetup(inside));
        var result = AnswerFileMerge.Merge(original, "unattend.xml", Sample.Image);
        Assert.False(result.Changed);
        Assert.Same(original, result.Content);
        Assert.Empty(result.Splices);
    }

    [Fact]
    public void Another_key_is_kept_where_the_request_says_it_fits_and_replaced_where_not()
    {
        var file = Sample.ShellSetup($"<ProductKey>{Sample.OtherKey.Reveal()}</ProductKey>");
        Assert.Equal(file, Sample.Merge(file, Sample.Image with { FittingKeys = [Sample.OtherKey] }));

        var replaced = AnswerFileMerge.Merge(Sample.Utf8(file), "unattend.xml", Sample.Image);
        var note = Assert.Single(replaced.Diagnostics);
        Assert.Equal(Codes.AnswerFileKeyReplaced, note.Code);
        Assert.Equal(new SourceSpan("unattend.xml", 5, 1), note.Where);
        Assert.DoesNotContain(Sample.OtherKey.Reveal(), note.ToString(), StringComparison.Ordinal);
        Assert.Contains("63DFG", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_passes_stand_in_the_order_of_the_passes_and_after_servicing()
    {
        var file = Sample.Unattend("""
              <servicing/>
              <settings pass="windowsPE" /> <!-- nothing yet -->
              <!-- users -->
              <settings pass="oobeSystem"></settings>
            """);
        Golden.Equal("new-passes.xml", Sample.Utf8(Sample.Merge(file, new AnswerFileRequest(Sample.Key, ["amd64", "arm64"], InstallMedia: true))));
    }

    [Fact]
    public void A_first_pass_goes_before_all_others()
    {
        var merged = Sample.Merge(Sample.Unattend("  <settings pass=\"oobeSystem\"/>"), Sample.Media);
        Assert.True(merged.IndexOf("windowsPE", StringComparison.Ordinal) < merged.IndexOf("specialize", StringComparison.Ordinal));
        Assert.True(merged.IndexOf("specialize", StringComparison.Ordinal) < merged.IndexOf("oobeSystem", StringComparison.Ordinal));
        Assert.EndsWith("\n  <settings pass=\"oobeSystem\"/>\n</unattend>\n", merged, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_with_a_prefix_gets_elements_with_that_prefix()
    {
        var merged = Sample.Merge($"<u:unattend xmlns:u='{Sample.Namespace}' xmlns='urn:other'>\r\n\t<u:settings pass='specialize'/>\r\n</u:unattend>", Sample.Media);
        Assert.Single(Judge.Select(Judge.Load(Sample.Utf8(merged)), Judge.ActivationKeys("amd64")));
        Assert.Single(Judge.Select(Judge.Load(Sample.Utf8(merged)), Judge.InstallationKeys("amd64")));
        Assert.Contains("\r\n\t\t\t<u:ProductKey>", merged, StringComparison.Ordinal);
        Assert.DoesNotContain("xmlns=\"\"", merged, StringComparison.Ordinal);
        Assert.Equal(merged.Count(c => c == '\n'), merged.Split("\r\n").Length - 1);
    }

    [Fact]
    public void A_file_in_one_line_stays_in_one_line()
    {
        var merged = Sample.Merge($"<unattend xmlns=\"{Sample.Namespace}\"/>", Sample.Media);
        Assert.DoesNotContain('\n', merged);
        Judge.SaysTheKey(Sample.Utf8(merged), Sample.Media, "one line");
    }

    [Fact]
    public void Names_are_compared_without_regard_to_case()
    {
        var file = Sample.ShellSetup("").Replace("amd64", "AMD64", StringComparison.Ordinal).Replace("Shell-Setup", "shell-setup", StringComparison.Ordinal);
        Assert.Equal(1, Sample.Merge(file).Split("<component").Length - 1);
    }

    [Fact]
    public void Architectures_of_the_file_are_served_beside_that_of_the_image_and_wow64_only_where_it_is()
    {
        var merged = Sample.Merge(Sample.Unattend("""
              <settings pass="oobeSystem">
                <component name="Microsoft-Windows-International-Core" processorArchitecture="x86"/>
                <component name="Microsoft-Windows-International-Core" processorArchitecture="wow64"/>
              </settings>
              <settings pass="specialize">
                <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="arm64"/>
              </settings>
            """));
        var document = Judge.Load(Sample.Utf8(merged));
        Assert.All(["amd64", "x86", "arm64"], a => Assert.Single(Judge.Select(document, Judge.ActivationKeys(a))));
        Assert.Empty(Judge.Select(document, Judge.ActivationKeys("wow64")));

        var wow = Sample.Merge(Sample.ShellSetup("").Replace("amd64", "wow64", StringComparison.Ordinal), Sample.Image with { Architectures = [] });
        Assert.All(["amd64", "wow64"], a => Assert.Single(Judge.Select(Judge.Load(Sample.Utf8(wow)), Judge.ActivationKeys(a))));
    }

    [Fact]
    public void Without_any_architecture_amd64_is_assumed_and_said()
    {
        var result = AnswerFileMerge.Merge(Sample.Utf8(Sample.Unattend("")), "unattend.xml", Sample.Image with { Architectures = [] });
        Assert.Equal(Codes.AnswerFileArchitectureAssumed, Assert.Single(result.Diagnostics).Code);
        Judge.SaysTheKey(result.Content!, Sample.Image, "");
    }

    [Fact]
    public void An_architecture_that_Windows_has_not_is_refused() =>
        Assert.Throws<ArgumentException>(() => AnswerFileMerge.Merge(null, "", Sample.Image with { Architectures = ["\"><evil/>"] }));

    [Fact]
    public void A_pass_in_two_settings_elements_counts_as_one()
    {
        var merged = Sample.Merge(Sample.Unattend("""
              <settings pass="specialize"/>
              <settings pass="specialize">
                <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64"/>
              </settings>
            """));
        Assert.Single(Judge.Select(Judge.Load(Sample.Utf8(merged)), "//u:ProductKey"));
        Assert.Contains("<settings pass=\"specialize\"/>", merged, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_component_stands_twice_every_key_that_is_there_is_made_to_fit_and_none_is_added()
    {
        var file = Sample.Unattend($"""
              <settings pass="specialize">
                <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64"><TimeZone>UTC</TimeZone></component>
                <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64"><ProductKey>{Sample.OtherKey.Reveal()}</ProductKey></component>
              </settings>
            """);
        var result = AnswerFileMerge.Merge(Sample.Utf8(file), "unattend.xml", Sample.Image);
        Assert.Equal(file.Replace(Sample.OtherKey.Reveal(), Key, StringComparison.Ordinal), Encoding.UTF8.GetString(result.Content!));
        var warning = Assert.Single(result.Diagnostics, d => d.Code == Codes.AnswerFileKeyRepeated);
        Assert.Equal(new SourceSpan("unattend.xml", 5, 5), warning.Where);
    }

    [Fact]
    public void A_key_in_no_namespace_is_reported_and_the_right_one_added()
    {
        var file = Sample.ShellSetup($"      <ProductKey xmlns=\"\">{Key}</ProductKey>");
        var result = AnswerFileMerge.Merge(Sample.Utf8(file), "unattend.xml", Sample.Image);
        Assert.Single(Judge.Select(Judge.Load(result.Content!), Judge.ActivationKeys("amd64")));
        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal(Codes.AnswerFileKeyUnread, warning.Code);
        Assert.Equal(new SourceSpan("unattend.xml", 5, 7), warning.Where);
    }

    [Fact]
    public void A_changed_request_replaces_the_key_of_the_one_before()
    {
        var first = Sample.Merge(Sample.WindowsSetup("      <UserData/>"), Sample.Media);
        var second = Sample.Merge(first, Sample.Media with { Key = Sample.OtherKey });
        Assert.Equal(first.Replace(Key, Sample.OtherKey.Reveal(), StringComparison.Ordinal), second);
    }

    [Fact]
    public void Remove_refuses_splices_of_another_file()
    {
        var result = AnswerFileMerge.Merge(Sample.Utf8(Sample.ShellSetup("")), "unattend.xml", Sample.Image);
        Assert.Throws<ArgumentException>(() => AnswerFileMerge.Remove(Sample.Utf8(Sample.Unattend("")), result.Splices));
    }
}
