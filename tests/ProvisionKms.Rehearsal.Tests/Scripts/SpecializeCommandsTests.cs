using System.Text;
using ProvisionKms.Rehearsal.Scripts;

namespace ProvisionKms.Rehearsal.Tests.Scripts;

public sealed class SpecializeCommandsTests
{
    private const string Component = "<component name=\"Microsoft-Windows-Deployment\" processorArchitecture=\"amd64\"><RunSynchronous>";

    [Fact]
    public void Commands_of_the_specialize_pass_run_by_their_order()
    {
        var commands = Of(
            $"<settings pass=\"windowsPE\">{Component}{Command(1, "never")}</RunSynchronous></component></settings>" +
            $"<settings pass=\"specialize\">{Component}{Command(10, "third")}{Command(2, " second ")}{Command(1, "cmd /c echo a^&amp;b&gt;c")}</RunSynchronous></component>" +
            $"{Component.Replace("amd64", "x86", StringComparison.Ordinal)}{Command(1, "of another machine")}</RunSynchronous></component></settings>");

        Assert.Equal(["cmd /c echo a^&b>c", "second", "third"], commands);
    }

    [Fact]
    public void An_answer_file_without_any_has_none() => Assert.Empty(Of("<settings pass=\"specialize\"/>"));

    private static string Command(int order, string path) =>
        $"<RunSynchronousCommand><Order>{order}</Order><Path>{path}</Path></RunSynchronousCommand>";

    private static IReadOnlyList<string> Of(string settings) =>
        SpecializeCommands.Of(Encoding.UTF8.GetBytes($"<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">{settings}</unattend>"));
}
