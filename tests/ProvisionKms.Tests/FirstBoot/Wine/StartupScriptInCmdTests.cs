using ProvisionKms.FirstBoot.GroupPolicy;

namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>The start-up script, run by a real command interpreter from the folder of the Group Policy.</summary>
[Collection(nameof(WineCollection))]
public sealed class StartupScriptInCmdTests(WinePrefix wine)
{
    private const string Script = @"C:\windows\system32\GroupPolicy\Machine\Scripts\Startup\ProvisionKms.cmd";
    private const string Marker = @"C:\t\started.txt";

    [Fact]
    public void It_calls_the_activation_script_silently_with_its_mode()
    {
        wine.Require();
        wine.Delete(Marker);
        wine.Write(@"C:\t\x", "");
        wine.Write(Script, StartupScript.Content);
        wine.Write($@"{WinePrefix.PayloadFolder}\Activate.cmd", "@echo on\r\necho noise\r\necho mode [%1] [%2]>C:\\t\\started.txt\r\nexit /b 3\r\n");

        var run = wine.RunBatch(Script);

        Assert.Equal("mode [startup] []", wine.Read(Marker).Trim());
        Assert.DoesNotContain("noise", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_payload_it_does_nothing()
    {
        wine.Require();
        wine.Delete(WinePrefix.PayloadFolder);
        wine.Write(Script, StartupScript.Content);
        Assert.Equal((0, ""), wine.RunBatch(Script));
    }
}
