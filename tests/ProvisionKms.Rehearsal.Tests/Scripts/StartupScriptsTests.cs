using System.Text;
using ProvisionKms.FirstBoot;
using ProvisionKms.Rehearsal.Scripts;

namespace ProvisionKms.Rehearsal.Tests.Scripts;

public sealed class StartupScriptsTests
{
    private const string Own = @"C:\Windows\System32\GroupPolicy\Machine\Scripts\Startup\";

    [Fact]
    public void Scripts_run_in_the_order_of_their_numbers_and_none_behind_a_gap()
    {
        const string List = "[Shutdown]\r\n0CmdLine=never.cmd\r\n[Startup]\r\n1CmdLine=\\\\server\\b.cmd\r\n1Parameters=x y\r\n0CmdLine=a.cmd\r\n0Parameters=\r\n3CmdLine=gap.cmd\r\n";

        foreach (var encoding in new Encoding[] { Encoding.ASCII, new UnicodeEncoding(false, true) })
        {
            Assert.Equal([$"\"{Own}a.cmd\"", "\"\\\\server\\b.cmd\" x y"], Commands([.. encoding.GetPreamble(), .. encoding.GetBytes(List)]));
        }
    }

    [Fact]
    public void A_full_path_stays_what_it_is() =>
        Assert.Equal(["\"C:\\x\\a.cmd\"", "\"%SystemRoot%\\b.cmd\""], Commands("[startup]\n0cmdline=C:\\x\\a.cmd\n1CmdLine=\"%SystemRoot%\\b.cmd\"\n"u8.ToArray()));

    [Fact]
    public void Without_a_list_nothing_runs()
    {
        Assert.Empty(StartupScripts.Commands([]));
        Assert.Empty(Commands([0xFF, 0xFE]));
        Assert.Empty(Commands("no section = here"u8.ToArray()));
    }

    private static IReadOnlyList<string> Commands(byte[] list) => StartupScripts.Commands([new PayloadFile(StartupScripts.Folder / "Scripts.ini", list)]);
}
