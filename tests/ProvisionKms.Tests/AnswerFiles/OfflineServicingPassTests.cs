using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using ProvisionKms.AnswerFiles;

namespace ProvisionKms.Tests.AnswerFiles;

public sealed class OfflineServicingPassTests
{
    private const string Component = """<component name="Microsoft-Windows-LUA-Settings" processorArchitecture="amd64"><EnableLUA>false</EnableLUA></component>""";

    [Theory]
    [InlineData("<settings pass=\"offlineServicing\">", "<settings pass=\"offlineServicing\" wasPassProcessed=\"true\">")]
    [InlineData("<settings  pass = 'offlineservicing' >", "<settings  pass = 'offlineservicing'  wasPassProcessed=\"true\">")]
    [InlineData("<settings wasPassProcessed = 'false' pass=\"offlineServicing\">", "<settings wasPassProcessed=\"true\" pass=\"offlineServicing\">")]
    public void The_mark_of_Windows_is_set(string tag, string expected)
    {
        var marked = OfflineServicingPass.MarkProcessed(Text(tag + Component + "</settings>"));
        Assert.Equal(Encoding.UTF8.GetString(Text(expected + Component + "</settings>")), Encoding.UTF8.GetString(marked!));
    }

    [Theory]
    [InlineData("<settings pass=\"offlineServicing\" wasPassProcessed=\"true\">" + Component + "</settings>")]
    [InlineData("<settings pass=\"offlineServicing\"/>")]
    [InlineData("<settings pass=\"offlineServicing\"><!-- none --></settings>")]
    [InlineData("<settings pass=\"specialize\">" + Component + "</settings>")]
    [InlineData("<settings xmlns=\"urn:other\" pass=\"offlineServicing\">" + Component + "</settings>")]
    [InlineData("<settings pass=\"offlineServicing\">")]
    public void Where_nothing_is_pending_nothing_is_marked(string content)
    {
        Assert.False(OfflineServicingPass.IsPending(Text(content)));
        Assert.Null(OfflineServicingPass.MarkProcessed(Text(content)));
    }

    [Fact]
    public void A_mark_is_all_that_differs_and_leaves_nothing_pending() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500).WithStartSize(20).WithEndSize(400).WithReplay(20190131UL, 7UL),
        Prop.ForAll<int[]>(numbers =>
        {
            var original = RandomAnswerFile.Make(new Choices(numbers));
            var marked = OfflineServicingPass.MarkProcessed(original);
            Assert.Equal(marked is not null, OfflineServicingPass.IsPending(original));
            Assert.False(OfflineServicingPass.IsPending(marked ?? original));
            if (marked is not null)
            {
                var (before, after) = (XDocument.Load(new MemoryStream(original), LoadOptions.PreserveWhitespace), XDocument.Load(new MemoryStream(marked), LoadOptions.PreserveWhitespace));
                foreach (var settings in before.Root!.Elements().Where(e => e.Name.LocalName == "settings" && (string?)e.Attribute("pass") == "offlineServicing" && e.Elements().Any()))
                {
                    settings.SetAttributeValue("wasPassProcessed", "true");
                }

                Assert.Equal(before.ToString(SaveOptions.DisableFormatting), after.ToString(SaveOptions.DisableFormatting));
            }
        }));

    private static byte[] Text(string settings) => Encoding.UTF8.GetBytes($"<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">{settings}</unattend>");
}
