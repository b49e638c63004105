using System.Text;
using System.Xml.Linq;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Tests.AnswerFiles;

public sealed class SetupCommandMergeTests
{
    private const string Component =
        """<component name="Microsoft-Windows-Deployment" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS" """;

    private const string State = "xmlns:wcm=\"http://schemas.microsoft.com/WMIConfig/2002/State\"";

    private static readonly SetupCommandRequest Two = new(["cmd /c echo 1>\"a b\"&exit", "cmd /c echo ^<2^>"], ["amd64"]);

    private static readonly SetupCommandRequest Three = new([.. Two.Commands, "cmd /c echo 3"], ["amd64"]);

    [Fact]
    public void A_file_without_anything_gets_the_pass_the_component_and_the_commands()
    {
        var merged = Merge(Sample.Unattend(""), Two);
        Assert.Equal(
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <unattend xmlns="{Sample.Namespace}">
              <settings pass="specialize">
                {Component}{State}>
                  <RunSynchronous>
                    <RunSynchronousCommand wcm:action="add">
                      <Description>ProvisionKms 1/2 {DescriptionDigest(merged, 0)}</Description>
                      <Order>1</Order>
                      <Path>cmd /c echo 1&gt;&quot;a b&quot;&amp;exit</Path>
                    </RunSynchronousCommand>
                    <RunSynchronousCommand wcm:action="add">
                      <Description>ProvisionKms 2/2 {DescriptionDigest(merged, 1)}</Description>
                      <Order>2</Order>
                      <Path>cmd /c echo ^&lt;2^&gt;</Path>
                    </RunSynchronousCommand>
                  </RunSynchronous>
                </component>
              </settings>

            </unattend>

            """.ReplaceLineEndings("\n"),
            merged);
    }

    [Fact]
    public void Commands_that_are_there_stay_and_the_order_is_continued()
    {
        var merged = Merge(Deployment(Command(7, "first") + Command(3, "second")), Two);
        Assert.Equal([(7, "first"), (3, "second"), (8, Two.Commands[0]), (9, Two.Commands[1])], Commands(merged));
    }

    [Fact]
    public void Merging_twice_is_merging_once()
    {
        var once = Merge(Deployment(Command(1, "theirs")), Two);
        var again = SetupCommandMerge.Merge(Sample.Utf8(once), "unattend.xml", Two);
        Assert.Equal((false, once), (again.Changed, Encoding.UTF8.GetString(again.Content!)));
    }

    [Fact]
    public void Other_commands_of_ours_are_replaced_as_a_whole()
    {
        var original = Deployment(Command(1, "theirs"));
        Assert.Equal(Merge(original, Three), Merge(Merge(original, Two), Three));
        Assert.Equal(Merge(original, Two), Merge(Merge(original, Three), Two));
    }

    [Fact]
    public void Ours_move_behind_a_command_that_took_one_of_their_places()
    {
        var merged = Merge(Deployment(Command(1, "theirs")), Two);
        var crowded = merged.Replace("</RunSynchronous>", Command(3, "newcomer") + "</RunSynchronous>", StringComparison.Ordinal);
        Assert.Equal([(1, "theirs"), (3, "newcomer"), (4, Two.Commands[0]), (5, Two.Commands[1])], Commands(Merge(crowded, Two)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(State)]
    [InlineData("xmlns:w=\"http://schemas.microsoft.com/WMIConfig/2002/State\"")]
    [InlineData("xmlns:wcm=\"urn:something-else\"")]
    public void The_attribute_action_is_in_its_namespace_whatever_prefixes_the_file_has(string bindings)
    {
        foreach (var inside in new[] { "", "<RunSynchronous></RunSynchronous>" })
        {
            var merged = XDocument.Parse(Merge(Sample.Unattend($"<settings pass=\"specialize\"{(bindings.Length > 0 ? " " : "")}{bindings}>{Component}>{inside}</component></settings>"), Two));
            var actions = merged.Descendants(XName.Get("RunSynchronousCommand", Sample.Namespace))
                .Select(c => (string?)c.Attribute(XName.Get("action", "http://schemas.microsoft.com/WMIConfig/2002/State")));
            Assert.Equal(["add", "add"], actions);
        }
    }

    [Fact]
    public void Every_architecture_of_file_and_request_is_served_and_wow64_is_none()
    {
        var original = Sample.Unattend("""
              <settings pass="oobeSystem">
                <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="x86"/>
                <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="wow64"/>
              </settings>
            """);
        var merged = XDocument.Parse(Merge(original, Two));
        var served = merged.Descendants(XName.Get("component", Sample.Namespace))
            .Where(c => (string?)c.Attribute("name") == "Microsoft-Windows-Deployment").Select(c => (string?)c.Attribute("processorArchitecture"));
        Assert.Equal(["amd64", "x86"], served);
    }

    [Fact]
    public void Only_the_specialize_pass_counts()
    {
        var original = Deployment(Command(9, "theirs")).Replace("\"specialize\"", "\"auditUser\"", StringComparison.Ordinal);
        Assert.Equal([1, 2], Commands(Merge(original, Two)).Where(c => c.Path != "theirs").Select(c => c.Order));
    }

    [Theory]
    [InlineData(498, true)]
    [InlineData(499, false)]
    [InlineData(900, false)]
    public void There_is_no_place_behind_the_last_order(int highest, bool fits)
    {
        var result = SetupCommandMerge.Merge(Sample.Utf8(Deployment(Command(highest, "theirs"))), "unattend.xml", Two);
        Assert.Equal(fits, result.Content is not null);
        Assert.Equal(!fits, result.Diagnostics.Any(d => d.Code == Codes.AnswerFileCommandsFull && d.Where is { Line: > 1 }));
    }

    [Theory]
    [InlineData("<Order>first</Order>")]
    [InlineData("<Order/>")]
    [InlineData("<Order>0</Order>")]
    [InlineData("<Order>-3</Order>")]
    [InlineData("<Order>99999999999</Order>")]
    [InlineData("")]
    public void An_order_that_cannot_be_read_is_reported_and_passed_over(string order)
    {
        var odd = $"<RunSynchronousCommand {State} wcm:action=\"add\">{order}<Path>odd</Path></RunSynchronousCommand>";
        var result = SetupCommandMerge.Merge(Sample.Utf8(Deployment(Command(4, "theirs") + odd)), "unattend.xml", Two);
        Assert.Equal(Codes.AnswerFileOrderUnread, Assert.Single(result.Diagnostics).Code);
        Assert.Equal([5, 6], Commands(Encoding.UTF8.GetString(result.Content!))[^2..].Select(c => c.Order));
    }

    [Fact]
    public void A_component_that_stands_twice_is_reported_and_all_its_commands_count()
    {
        var original = Sample.Unattend($"<settings pass=\"specialize\">{Component}></component>{Component}><RunSynchronous>{Command(5, "theirs")}</RunSynchronous></component></settings>");
        var result = SetupCommandMerge.Merge(Sample.Utf8(original), "unattend.xml", Two);
        Assert.Equal(Codes.AnswerFileCommandsRepeated, Assert.Single(result.Diagnostics).Code);
        Assert.Equal([5, 6, 7], Commands(Encoding.UTF8.GetString(result.Content!)).Select(c => c.Order));
    }

    [Fact]
    public void An_edited_command_of_ours_is_left_as_it_is_with_a_warning()
    {
        var edited = Merge(Deployment(Command(1, "theirs")), Two).Replace("^&lt;2^&gt;", "edited", StringComparison.Ordinal);
        var result = SetupCommandMerge.Merge(Sample.Utf8(edited), "unattend.xml", Two);
        Assert.Equal(Codes.CarriedCommandAltered, Assert.Single(result.Diagnostics).Code);
        Assert.Equal([(1, "theirs"), (3, "cmd /c echo edited"), (4, Two.Commands[0]), (5, Two.Commands[1])], Commands(Encoding.UTF8.GetString(result.Content!)));
    }

    [Fact]
    public void A_file_says_whether_it_carries_the_script()
    {
        var merged = Sample.Utf8(Merge(Sample.Unattend(""), Two));
        Assert.True(SetupCommandMerge.HasCommands(merged, Two));
        Assert.False(SetupCommandMerge.HasCommands(merged, Three));
        Assert.True(SetupCommandMerge.Carries(merged));
        Assert.False(SetupCommandMerge.Carries(Sample.Utf8(Deployment(Command(1, "theirs")))));
        Assert.False(SetupCommandMerge.Carries("no answer file"u8.ToArray()));
    }

    [Fact]
    public void An_architecture_that_Windows_does_not_have_is_a_programming_error() =>
        Assert.Throws<ArgumentException>(() => SetupCommandMerge.Merge(null, "unattend.xml", Two with { Architectures = ["riscv"] }));

    private static string Merge(string text, SetupCommandRequest request)
    {
        var original = Sample.Utf8(text);
        var result = SetupCommandMerge.Merge(original, "unattend.xml", request);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(original, AnswerFileMerge.Remove(result.Content!, result.Splices));
        return Encoding.UTF8.GetString(result.Content!);
    }

    private static string Deployment(string commands) =>
        Sample.Unattend($"  <settings pass=\"specialize\">\n    {Component}{State}>\n      <RunSynchronous>\n        {commands}\n      </RunSynchronous>\n    </component>\n  </settings>");

    private static string Command(int order, string path) =>
        $"<RunSynchronousCommand {State} wcm:action=\"add\"><Order>{order}</Order><Path>{path}</Path></RunSynchronousCommand>";

    private static List<(int Order, string Path)> Commands(string text) =>
    [
        .. XDocument.Parse(text).Descendants(XName.Get("RunSynchronousCommand", Sample.Namespace)).Select(c => (
            int.TryParse(c.Element(XName.Get("Order", Sample.Namespace))?.Value, out var order) ? order : 0,
            c.Element(XName.Get("Path", Sample.Namespace))!.Value)),
    ];

    private static string DescriptionDigest(string text, int index) =>
        XDocument.Parse(text).Descendants(XName.Get("Description", Sample.Namespace)).ElementAt(index).Value.Split(' ')[^1];
}
