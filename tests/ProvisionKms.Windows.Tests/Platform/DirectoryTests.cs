using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Platform;

/// <summary>
/// The directory of an image, edited by a program for Windows. Wine has no access lists, named streams, reparse points or short
/// names of NTFS, so what the product does with those is not judged here.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class DirectoryTests(WindowsMachine machine) : IDisposable
{
    private static readonly string[] s_edits = [@"windows\SETUP\scripts\SetupComplete.cmd=rem", @"WINDOWS\panther\UNATTEND.XML=<new/>", @"Windows\New\Deep\x.txt=x"];

    private readonly AppliedImage _image = new(machine);

    public void Dispose() => _image.Dispose();

    [Fact]
    public void Files_are_found_whatever_their_case_and_keep_their_spelling()
    {
        var run = _image.Probe("publish", s_edits);

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("rem", File.ReadAllText(_image.HostPath(AppliedImage.Script)));
        Assert.Equal("<new/>", File.ReadAllText(_image.HostPath(AppliedImage.AnswerFile)));
        Assert.Equal("x", File.ReadAllText(_image.HostPath(@"Windows\New\Deep\x.txt")));
        Assert.Equal(["Windows"], Directory.GetFileSystemEntries(_image.Root).Select(Path.GetFileName));
        Assert.Equal(["unattend.xml"], Directory.GetFileSystemEntries(_image.HostPath(@"Windows\Panther")).Select(Path.GetFileName));
    }

    [Fact]
    public void What_is_not_published_is_undone_to_the_last_time_stamp()
    {
        File.SetUnixFileMode(_image.HostPath(AppliedImage.AnswerFile), UnixFileMode.UserRead);
        var before = _image.Snapshot();

        var run = _image.Probe("discard", s_edits);

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(before, _image.Snapshot());
    }

    [Fact]
    public void What_a_killed_run_left_is_undone_by_the_next()
    {
        var before = _image.Snapshot();
        var killed = _image.Probe("die", s_edits);
        Assert.True(killed.ExitCode == 0, killed.All);
        Assert.Equal("<new/>", File.ReadAllText(_image.HostPath(AppliedImage.AnswerFile)));

        var run = _image.Probe("open");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal(before, _image.Snapshot());
    }

    [Fact]
    public void A_file_that_may_only_be_read_is_replaced_and_may_still_only_be_read()
    {
        File.SetUnixFileMode(_image.HostPath(AppliedImage.AnswerFile), UnixFileMode.UserRead);

        var run = _image.Probe("publish", s_edits);

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("<new/>", File.ReadAllText(_image.HostPath(AppliedImage.AnswerFile)));
        Assert.False(File.GetUnixFileMode(_image.HostPath(AppliedImage.AnswerFile)).HasFlag(UnixFileMode.UserWrite));
        Assert.False(Directory.Exists(_image.HostPath(".provision-kms-undo")));
    }

    [Fact]
    public void A_file_that_another_program_has_open_is_named_and_nothing_is_changed()
    {
        var before = _image.Snapshot();

        var run = _image.Probe("held", [WindowsMachine.Windows(_image.HostPath(AppliedImage.AnswerFile)), .. s_edits]);

        Assert.Equal((int)ExitCode.ApplyFailed, run.ExitCode);
        Assert.Contains(@"Windows\Panther\unattend.xml'", run.Out, StringComparison.Ordinal);
        Assert.Contains("close what has the file open", run.Out, StringComparison.Ordinal);
        Assert.Equal(before, _image.Snapshot());
    }

    [Fact]
    public void A_second_run_is_refused_while_one_is_at_work() =>
        Assert.Contains(Codes.DirectoryInUse.Id, _image.Probe("again", s_edits).Out, StringComparison.Ordinal);

    [Fact]
    public void The_running_Windows_is_refused_by_whatever_path()
    {
        foreach (var path in (string[])[@"C:\", @"c:\WINDOWS\..", @"\\?\C:\"])
        {
            Assert.Contains(Codes.WindowsIsRunning.Id, _image.ProbeOn(path, "open").Out, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(@"Windows\CON\nul.txt")]
    [InlineData(@"Windows\dot.\blank ")]
    [InlineData(@"Windows\Größe\日本.cmd")]
    [InlineData(@"Windows\dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\x.txt")]
    public void Any_name_of_any_length_is_just_a_name(string path)
    {
        var run = _image.Probe("publish", $"{path}=content");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal("content", File.ReadAllText(_image.HostPath(path)));
        Assert.Equal($"{path} = content", _image.Probe("read", path.ToUpperInvariant()).Out.TrimEnd());
    }

    [Theory]
    [InlineData("WithAnother")]
    [InlineData("WithItself")]
    public void A_fingerprint_notices_content_that_changes_under_the_same_length_and_time(string use)
    {
        var file = _image.HostPath(AppliedImage.AnswerFile);
        var before = Fingerprint(use);
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "<UNATTEND/>");
        File.SetLastWriteTimeUtc(file, time);
        var after = Fingerprint(use);

        Assert.Equal(7, before.Length);
        Assert.Equal([AppliedImage.AnswerFile], after.Except(before).Select(line => line.Split(' ')[0]));
        Assert.Equal(after, Fingerprint(use));
    }

    [Fact]
    public void Descriptors_are_what_they_say()
    {
        Assert.Equal(
            [
                "O:SYG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU)",
                "O:SYG:SYD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)",
                "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;BG)",
            ],
            Lines(machine.RunProbe(new WindowsSurroundings(_image.Root, new Dictionary<string, string>()), "descriptors")));
    }

    private string[] Fingerprint(string use) => Lines(_image.Probe("fingerprint", use));

    private static string[] Lines(WindowsProcess run) => run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
