using System.Text;
using ProvisionKms.FirstBoot;
using ProvisionKms.FirstBoot.Carried;
using ProvisionKms.Tests.FirstBoot.Wine;

namespace ProvisionKms.Tests.FirstBoot.Carried;

/// <summary>The end of the commands: files into their places, and our block into SetupComplete.cmd, whatever is there.</summary>
[Collection(nameof(WineCollection))]
public sealed class InstallInCmdTests(WinePrefix wine)
{
    private const string Workshop = @"C:\windows\Pkms";

    private const string Scripts = @"C:\windows\Setup\Scripts";

    private const string Log = @"C:\windows\Panther\ProvisionKms.log";

    private const string SetupComplete = Scripts + @"\SetupComplete.cmd";

    private static readonly IReadOnlyList<PayloadFile> Small =
    [
        new(Payload.Folder / Payload.ScriptName, "@echo off\r\nexit /b %1\r\n"u8.ToArray()),
        new(Payload.Folder / Payload.SettingsName, "; Data\r\nKmsHost=kms.example.net\r\n"u8.ToArray()),
    ];

    [Fact]
    public void Files_and_SetupComplete_are_as_in_an_image_and_nothing_else_is_left()
    {
        Prepare();
        Assert.Equal("", Run(Small));
        AssertInstalled();
        Assert.Equal(Text(SetupCompleteMerge.Merge(null).Content!), wine.Read(SetupComplete));
        Assert.False(Directory.Exists(wine.HostPath(Workshop)));
        Assert.Equal("", wine.Read(Log));
    }

    [Fact]
    public void Running_them_again_changes_nothing()
    {
        Prepare();
        Run(Small);
        Assert.Equal("", Run(Small));
        AssertInstalled();
        Assert.Equal(Text(SetupCompleteMerge.Merge(null).Content!), wine.Read(SetupComplete));
    }

    [Theory]
    [InlineData("@echo off\r\necho theirs\r\nexit /b 3\r\n")]
    [InlineData("echo no line end")]
    [InlineData("")]
    [InlineData("@rem ProvisionKms block begin 0123456789abcdef\r\n@rem of another version\r\n@rem ProvisionKms block end\r\necho theirs\r\n")]
    public void An_existing_script_gets_the_block_on_top_once(string theirs)
    {
        Prepare();
        wine.Write(SetupComplete, theirs);
        Run(Small);
        Run(Small);
        Assert.Equal(Text(SetupCompleteMerge.Merge(Bytes(theirs)).Content!), wine.Read(SetupComplete));
    }

    [Fact]
    public void A_script_with_letters_of_any_code_page_and_control_characters_stays_as_it_is()
    {
        Prepare();
        var theirs = Text([.. Enumerable.Range(1, 255).Select(n => (byte)n)]) + "\r\nafter the end of file character\r\n";
        wine.Write(SetupComplete, theirs);
        Run(Small);
        Assert.EndsWith(theirs, wine.Read(SetupComplete), StringComparison.Ordinal);
        Assert.True(SetupCompleteMerge.HasBlock(Bytes(wine.Read(SetupComplete))));
    }

    [Fact]
    public void A_read_only_script_gets_the_block_too()
    {
        Prepare();
        wine.Write(SetupComplete, "echo theirs\r\n");
        File.SetAttributes(wine.HostPath(SetupComplete), FileAttributes.ReadOnly);
        Run(Small);
        Assert.True(SetupCompleteMerge.HasBlock(Bytes(wine.Read(SetupComplete))));
    }

    [Fact]
    public void A_command_that_ran_twice_or_not_at_all_installs_nothing_and_says_so()
    {
        var commands = CarriedScript.Create(Small).Commands;
        // Not the first one of a file, which starts it afresh however often it runs.
        var appending = commands.ToList().FindIndex(c => c.Contains("do (>>y ", StringComparison.Ordinal));
        Assert.True(appending > 0);
        foreach (var broken in new[] { commands.Where((_, i) => i != appending), commands.SelectMany((c, i) => i == appending ? new[] { c, c } : [c]) })
        {
            Prepare();
            new SpecializePass(wine).Run(broken);
            Assert.Equal("", wine.Read(SetupComplete));
            Assert.Equal("", wine.Read($@"{WinePrefix.PayloadFolder}\{Payload.ScriptName}"));
            Assert.Contains("could not be installed", wine.Read(Log), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Commands_of_the_file_itself_come_first_so_their_SetupComplete_is_kept()
    {
        Prepare();
        string[] theirs = [@"cmd /c mkdir C:\windows\Setup\Scripts", @"cmd /c echo echo theirs>C:\windows\Setup\Scripts\SetupComplete.cmd"];
        new SpecializePass(wine).Run(theirs.Concat(CarriedScript.Create(Small).Commands));
        Assert.Equal(Text(SetupCompleteMerge.Merge("echo theirs\r\n"u8.ToArray()).Content!), wine.Read(SetupComplete));
    }

    private void Prepare()
    {
        wine.Require();
        wine.Delete(Workshop);
        wine.Delete(@"C:\windows\Setup");
        wine.Delete(@"C:\windows\Panther");
    }

    private string Run(IReadOnlyList<PayloadFile> payload) => new SpecializePass(wine).Run(CarriedScript.Create(payload).Commands);

    private void AssertInstalled() =>
        Assert.All(Small, f => Assert.Equal(Text(f.Content), wine.Read($@"{WinePrefix.PayloadFolder}\{f.Path.Name}")));

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
