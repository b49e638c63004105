using System.Runtime.Versioning;
using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Tests.Hives;

namespace ProvisionKms.Imaging.Tests.Directories;

[SupportedOSPlatform("linux")]
public sealed class DirectorySessionTests : IDisposable
{
    private static readonly byte[] Content = "@echo off\r\n"u8.ToArray();
    private static readonly RegistryValue[] Values = [new(SampleDirectory.Licensing, "KeyManagementServiceName", "kms.example.net")];

    private readonly SampleDirectory _image = new();

    public void Dispose() => _image.Dispose();

    [Fact]
    public void A_directory_is_one_image_without_a_description()
    {
        using var session = _image.Open();

        Assert.Equal(ImageKind.Directory, session.Kind);
        Assert.Equal(_image.Root, session.Path);
        Assert.Equal([new ImageIndex(1)], session.Indexes);
        Assert.Null(session.Tree(new ImageIndex(1)).GetProperty("WINDOWS/EDITIONID"));
        Assert.Throws<NotSupportedException>(() => session.Tree(new ImageIndex(1)).SetProperty("WINDOWS/EDITIONID", "x"));
        AssertRefused(Codes.ImageIndexMissing, () => session.Tree(new ImageIndex(2)));
    }

    [Fact]
    public void Lookup_ignores_case_and_tells_the_spelling()
    {
        _image.Move("Windows", "WINDOWS");
        _image.Move(@"WINDOWS\System32", @"WINDOWS\SYSTEM32");
        using var session = _image.Open();
        var tree = session.Tree(new ImageIndex(1));

        Assert.Equal(@"WINDOWS\SYSTEM32\config\SOFTWARE", tree.Find(@"windows\System32\CONFIG\software")!.Path.ToString());
        Assert.Equal("license", Encoding.UTF8.GetString(tree.ReadFile(@"Windows\System32\LICENSE.RTF")!));
        Assert.Equal(["config", "license.rtf"], tree.List(@"Windows\System32").Select(e => e.Path.Name));
        Assert.Null(tree.Find(@"Windows\Absent"));
        Assert.Null(tree.Find(@"Windows\System32\license.rtf\below"));
        Assert.Null(tree.ReadFile(@"Windows\Absent"));
        Assert.Null(tree.OpenHive(@"Windows\System32\config\ABSENT"));
        Assert.Empty(tree.List(@"Windows\Absent"));
    }

    [Fact]
    public void An_edit_makes_no_second_tree_beside_one_in_another_case()
    {
        _image.Move("Windows", "WINDOWS");
        _image.Write(@"WINDOWS\SETUP\scripts\SETUPCOMPLETE.CMD", "old");

        Edit(tree =>
        {
            tree.WriteFile(SampleDirectory.Script, Content);
            tree.WriteFile(@"Windows\Setup\Scripts\ProvisionKms\Activate.cmd", Content);
            tree.WriteFile(@"windows\setup\SCRIPTS\provisionkms\settings.ini", Content);
            tree.SetRegistryValues(SampleDirectory.Hive, Values);
        });

        Assert.Equal(["SETUPCOMPLETE.CMD", "Activate.cmd", "settings.ini"], Files(@"WINDOWS\SETUP").Select(Path.GetFileName));
        Assert.False(Directory.Exists(_image.HostPath("Windows")));
        Assert.Equal(Content, File.ReadAllBytes(_image.HostPath(@"WINDOWS\SETUP\scripts\SETUPCOMPLETE.CMD")));
        Assert.Equal(Content, File.ReadAllBytes(_image.HostPath(@"WINDOWS\SETUP\scripts\ProvisionKms\settings.ini")));
    }

    [Fact]
    public void The_exact_name_wins_and_two_others_are_ambiguous()
    {
        _image.Write(@"Windows\Setup\a", "1");
        _image.Write(@"Windows\SETUP\a", "2");
        using var session = _image.Open();
        var tree = session.Tree(new ImageIndex(1));

        Assert.Equal("1", Encoding.UTF8.GetString(tree.ReadFile(@"Windows\Setup\a")!));
        AssertRefused(Codes.NameAmbiguous, () => tree.ReadFile(@"Windows\setup\a"));
        AssertRefused(Codes.NameAmbiguous, () => tree.WriteFile(@"Windows\setup\a", Content));
    }

    [Fact]
    public void Reads_see_what_is_staged_and_the_disk_does_not()
    {
        var before = TreeSnapshot.Of(_image.Root);
        using (var session = _image.Open())
        {
            var tree = session.Tree(new ImageIndex(1));
            tree.WriteFile(SampleDirectory.Script, Content);
            tree.SetRegistryValues(SampleDirectory.Hive, Values);
            tree.SetRegistryValues(SampleDirectory.Hive, [new RegistryValue(SampleDirectory.Licensing, "KeyManagementServicePort", "1688")]);

            Assert.Equal(Content, tree.ReadFile(SampleDirectory.Script.ToUpperInvariant()));
            Assert.True(tree.Find(@"Windows\Setup\Scripts")!.IsDirectory);
            Assert.Equal(["Scripts"], tree.List(@"Windows\setup").Select(e => e.Path.Name));
            Assert.Equal(["Panther", "Setup", "System32"], tree.List("Windows").Select(e => e.Path.Name));
            using var hive = tree.OpenHive(SampleDirectory.Hive)!;
            Assert.Equal("kms.example.net", hive.GetText(SampleDirectory.Licensing, "KeyManagementServiceName"));
            Assert.Equal("1688", hive.GetText(SampleDirectory.Licensing, "KeyManagementServicePort"));
        }

        Assert.Equal(before, TreeSnapshot.Of(_image.Root));
    }

    [Fact]
    public void What_is_published_is_read_back_and_nothing_else_has_changed()
    {
        var before = Fingerprints();
        var times = TreeSnapshot.Of(_image.Root).Where(line => line.Contains(" Directory ", StringComparison.Ordinal)).ToArray();

        Edit(tree =>
        {
            tree.WriteFile(SampleDirectory.Script, Content);
            tree.WriteFile(@"Windows\Panther\unattend.xml", Content);
            tree.SetRegistryValues(SampleDirectory.Hive, Values);
        });

        using var session = _image.Open(ImageAccess.Read);
        var tree = session.Tree(new ImageIndex(1));
        using var hive = tree.OpenHive(SampleDirectory.Hive)!;
        Assert.Equal("kms.example.net", hive.GetText(SampleDirectory.Licensing, "KeyManagementServiceName"));
        Assert.Equal("ServerStandard", hive.GetText(@"Microsoft\Windows NT\CurrentVersion", "EditionID"));
        Assert.Equal(Content, tree.ReadFile(@"Windows\Panther\unattend.xml"));
        Assert.Equal(
            [@"Windows\Panther\unattend.xml", @"Windows\Setup", @"Windows\Setup\Scripts", SampleDirectory.Script, SampleDirectory.Hive],
            Fingerprints().Except(before).Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.Empty(before.Select(f => f.Path).Except(Fingerprints().Select(f => f.Path)));
        Assert.Empty(times.Except(TreeSnapshot.Of(_image.Root)));
    }

    [Fact]
    public void The_same_edit_again_changes_nothing_at_all()
    {
        void Make(IImageTree tree)
        {
            tree.WriteFile(SampleDirectory.Script, Content);
            tree.SetRegistryValues(SampleDirectory.Hive, Values);
        }

        Edit(Make);
        var once = TreeSnapshot.Of(_image.Root);

        Edit(Make);

        Assert.Equal(once, TreeSnapshot.Of(_image.Root));
    }

    [Fact]
    public void A_replaced_file_keeps_its_mode_and_its_attributes()
    {
        var path = _image.HostPath(@"Windows\Panther\unattend.xml");
        PosixFile.SetAttribute(path, "user.stream", "kept"u8);
        File.SetUnixFileMode(path, (UnixFileMode)0b100_100_000);

        Edit(tree => tree.WriteFile(@"Windows\Panther\unattend.xml", Content));

        Assert.Equal((UnixFileMode)0b100_100_000, File.GetUnixFileMode(path));
        Assert.Equal("kept"u8.ToArray(), PosixFile.GetAttribute(path, "user.stream"));
    }

    [Fact]
    public void What_is_added_cannot_be_written_by_everybody()
    {
        File.SetUnixFileMode(_image.HostPath("Windows"), (UnixFileMode)0b111_111_111);

        Edit(tree => tree.WriteFile(SampleDirectory.Script, Content));

        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(_image.HostPath(@"Windows\Setup")));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(_image.HostPath(@"Windows\Setup\Scripts")));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(_image.HostPath(SampleDirectory.Script)));
    }

    [Fact]
    public void A_dirty_hive_is_read_but_not_edited()
    {
        HiveBytes.SetSequence(_image.HostPath(SampleDirectory.Hive), 9, 8);
        using var session = _image.Open();
        var tree = session.Tree(new ImageIndex(1));

        AssertRefused(Codes.HiveDirty, () => tree.SetRegistryValues(SampleDirectory.Hive, Values));
        using var hive = tree.OpenHive(SampleDirectory.Hive)!;
        Assert.Equal(HiveCondition.Dirty, hive.Condition);
    }

    [Fact]
    public void A_newer_log_beside_the_hive_is_found_in_any_case()
    {
        var log = new byte[1024];
        File.ReadAllBytes(_image.HostPath(SampleDirectory.Hive)).AsSpan(0, 512).CopyTo(log);
        log[28] = 6;
        HiveBytes.Seal(log);
        "HvLE"u8.CopyTo(log.AsSpan(512));
        BitConverter.TryWriteBytes(log.AsSpan(516), 512);
        BitConverter.TryWriteBytes(log.AsSpan(524), 5000);
        File.WriteAllBytes(_image.HostPath(@"Windows\System32\config\software.log1"), log);
        using var session = _image.Open();

        AssertRefused(Codes.HiveLogPending, () => session.Tree(new ImageIndex(1)).SetRegistryValues(SampleDirectory.Hive, Values));
    }

    [Fact]
    public void A_hive_that_is_absent_or_no_hive_is_not_edited()
    {
        _image.Write(@"Windows\System32\config\SYSTEM", "no hive");
        using var session = _image.Open();
        var tree = session.Tree(new ImageIndex(1));

        AssertRefused(Codes.HiveMissing, () => tree.SetRegistryValues(@"Windows\System32\config\ABSENT", Values));
        AssertRefused(Codes.HiveDamaged, () => tree.SetRegistryValues(@"Windows\System32\config\SYSTEM", Values));
    }

    [Fact]
    public void A_directory_is_not_written_to_another_place()
    {
        using var session = _image.Open();

        AssertRefused(Codes.DirectoryEditedInPlace, () => session.Commit(_image.Outside, null, CancellationToken.None));
    }

    [Fact]
    public void A_file_in_place_of_a_directory_is_refused_and_the_other_way_round()
    {
        _image.Write(@"Windows\Setup", "a file");
        using var session = _image.Open();
        var tree = session.Tree(new ImageIndex(1));

        AssertRefused(Codes.NotADirectory, () => tree.WriteFile(SampleDirectory.Script, Content));
        AssertRefused(Codes.NotADirectory, () => tree.WriteFile(@"Windows\System32", Content));
        AssertRefused(Codes.FileNotReadable, () => tree.ReadFile(@"Windows\System32"));
    }

    [Fact]
    public void A_pipe_is_neither_read_nor_written()
    {
        Tool.Run("coreutils", "mkfifo", _image.HostPath(@"Windows\pipe"));
        using var session = _image.Open();
        var tree = session.Tree(new ImageIndex(1));

        AssertRefused(Codes.FileNotReadable, () => tree.ReadFile(@"Windows\pipe"));
        AssertRefused(Codes.FileNotReadable, () => tree.OpenHive(@"Windows\pipe"));
        AssertRefused(Codes.NotADirectory, () => tree.WriteFile(@"Windows\pipe", Content));
    }

    [Fact]
    public void A_file_over_64_MiB_is_not_read()
    {
        using (var file = File.Create(_image.HostPath(@"Windows\big")))
        {
            file.SetLength((64 << 20) + 1);
        }

        using var session = _image.Open();
        AssertRefused(Codes.FileNotReadable, () => session.Tree(new ImageIndex(1)).ReadFile(@"Windows\big"));
    }

    [Fact]
    public void Fingerprints_tell_content_mode_attributes_time_and_link_target()
    {
        var file = _image.HostPath(@"Windows\System32\license.rtf");
        File.CreateSymbolicLink(_image.HostPath("link"), "Windows");
        AssertChanges(() => PosixFile.SetAttribute(file, "user.stream", "x"u8), @"Windows\System32\license.rtf");
        AssertChanges(() => File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch), @"Windows\System32\license.rtf");
        AssertChanges(
            () =>
            {
                File.Delete(_image.HostPath("link"));
                File.CreateSymbolicLink(_image.HostPath("link"), "Users");
            },
            "link");
        AssertChanges(
            () =>
            {
                File.WriteAllText(file, "LICENSE");
                File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
            },
            @"Windows\System32\license.rtf");
        AssertChanges(() => File.SetUnixFileMode(file, UnixFileMode.UserRead), @"Windows\System32\license.rtf");
        AssertChanges(() => Directory.SetLastWriteTimeUtc(_image.HostPath("Windows"), DateTime.UnixEpoch));
    }

    private void AssertChanges(Action change, params string[] paths)
    {
        var before = Fingerprints();
        change();
        Assert.Equal(paths, Fingerprints().Except(before).Select(f => f.Path));
    }

    private HashSet<TreeFingerprint> Fingerprints()
    {
        using var session = _image.Open(ImageAccess.Read);
        var all = new HashSet<TreeFingerprint>();
        session.Tree(new ImageIndex(1)).Fingerprint(FingerprintUse.WithAnother, f => all.Add(f), CancellationToken.None);
        return all;
    }

    private IEnumerable<string> Files(string imagePath) =>
        Directory.EnumerateFiles(_image.HostPath(imagePath), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .OrderBy(path => path.Count(c => c == '/'));

    private void Edit(Action<IImageTree> edit)
    {
        using var session = _image.Open();
        edit(session.Tree(new ImageIndex(1)));
        using var staged = session.Commit(session.Path, null, CancellationToken.None);
        using (var reopened = staged.Reopen())
        {
            Assert.Equal(session.Path, reopened.Path);
        }

        staged.Publish();
    }

    private static void AssertRefused(DiagnosticCode code, Action act) =>
        Assert.Same(code, Assert.Single(Assert.Throws<ProvisionException>(act).Diagnostics).Code);
}
