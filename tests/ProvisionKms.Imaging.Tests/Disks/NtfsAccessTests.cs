using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Disks;
using ProvisionKms.Imaging.Staging;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>New files get the access control that Windows would give them there, and nobody may write what runs as SYSTEM; read back by another program.</summary>
[SupportedOSPlatform("linux")]
[Collection(nameof(DiskFixture))]
public sealed class NtfsAccessTests : IDisposable
{
    private const byte Files = 1, Folders = 2, Once = 4, Only = 8, Inherited = 16;
    private const uint All = 0x1f01ff, Read = 0x1200a9, GenericAll = 0x10000000, GenericRead = 0xa0000000, Modify = 0x1301bf;

    private static readonly byte[] System = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
    private static readonly byte[] Administrators = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0];
    private static readonly byte[] Users = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x21, 2, 0, 0];
    private static readonly byte[] Everyone = [1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
    private static readonly byte[] Creator = [1, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0];

    /// <summary>D:PAI(A;OICIIO;GA;;;CO)(A;OICIIO;GA;;;SY)(A;;0x1301bf;;;SY)(A;OICIIO;GA;;;BA)(A;;0x1301bf;;;BA)(A;OICIIO;GXGR;;;BU)(A;;0x1200a9;;;BU), as C:\Windows has.</summary>
    private static readonly (byte, uint, byte[])[] OfWindows =
    [
        (Files | Folders | Only, GenericAll, Creator),
        (Files | Folders | Only, GenericAll, System), (0, Modify, System),
        (Files | Folders | Only, GenericAll, Administrators), (0, Modify, Administrators),
        (Files | Folders | Only, GenericRead, Users), (0, Read, Users),
    ];

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_file_below_Windows_is_what_icacls_shows_there() => Assert.Equal(
        [(Inherited, All, Name(Administrators)), (Inherited, All, Name(System)), (Inherited, Read, Name(Users))],
        Entries(NtfsInheritance.Of(Descriptor(OfWindows), isDirectory: false)));

    [Fact]
    public void A_folder_hands_on_what_it_got()
    {
        var folder = NtfsInheritance.Of(Descriptor(OfWindows), isDirectory: true);
        Assert.Equal(
            [(Inherited, All, Name(Administrators)), (Files | Folders | Only | Inherited, GenericAll, Name(Creator)), (Inherited, All, Name(System)), (Files | Folders | Only | Inherited, GenericAll, Name(System)),
             (Files | Folders | Only | Inherited, GenericAll, Name(Administrators)), (Inherited, Read, Name(Users)), (Files | Folders | Only | Inherited, GenericRead, Name(Users))],
            Entries(folder));
        Assert.Equal(NtfsInheritance.Of(Descriptor(OfWindows), isDirectory: false), NtfsInheritance.Of(folder, isDirectory: false));
    }

    [Fact]
    public void What_is_handed_on_to_folders_or_once_only_ends_there()
    {
        var parent = Descriptor([(Folders, All, System), (Files | Folders | Once, All, Administrators), (Files, Read, Users)]);
        Assert.Equal([(Folders | Inherited, All, Name(System)), (Inherited, All, Name(Administrators)), (Files | Only | Inherited, Read, Name(Users))], Entries(NtfsInheritance.Of(parent, isDirectory: true)));
        Assert.Equal([(Inherited, All, Name(Administrators)), (Inherited, Read, Name(Users))], Entries(NtfsInheritance.Of(parent, isDirectory: false)));
    }

    [Fact]
    public void Nobody_but_the_trusted_may_write_what_runs_as_SYSTEM()
    {
        var made = NtfsInheritance.Of(Descriptor([(Files | Folders, All, Everyone), (Files, GenericAll, Users), (Files | Folders, All, System)]), isDirectory: false);
        Assert.Equal([(0, Read, Name(Everyone)), (0, Read, Name(Users)), (0, All, Name(System))], Entries(made));
        const int Protected = 0x1000;
        Assert.NotEqual(0, BitConverter.ToUInt16(made, 2) & Protected);
    }

    [Fact]
    public void A_folder_that_hands_nothing_on_gives_what_SYSTEM_has() =>
        Assert.Equal([(0, All, Name(System)), (0, All, Name(Administrators))], Entries(NtfsInheritance.Of(Descriptor([(0, Modify, Users)]), isDirectory: false)));

    [Fact]
    public void On_a_disk_it_is_what_other_programs_read()
    {
        Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");
        var path = new SampleDisk(DiskLayout.Bare, SampleImages.Server2019Standard)
        {
            Add = root => PosixFile.SetAttribute(Path.Combine(root, "Windows/Setup"), "system.ntfs_acl", Descriptor(OfWindows)),
        }.Write(_temp["disk"]);
        using (var session = DiskSession.Open(path, ImageKind.Raw, ImageAccess.Write))
        {
            session.Tree(session.Indexes[0]).WriteFile(@"Windows\Setup\Scripts\SetupComplete.cmd", "@echo off"u8.ToArray());
            using var staged = session.Commit(path, null, CancellationToken.None);
            staged.Publish();
        }

        var judge = DiskJudge.Of(File.ReadAllBytes(path), DiskLayout.Bare, _temp);
        var folder = NtfsInheritance.Of(Descriptor(OfWindows), isDirectory: true);
        Assert.Equal(Entries(folder), Entries(judge.Security("Windows/Setup/Scripts")));
        Assert.Equal(Entries(NtfsInheritance.Of(folder, isDirectory: false)), Entries(judge.Security("Windows/Setup/Scripts/SetupComplete.cmd")));
        judge.CheckFileSystem();
    }

    [Fact]
    public void What_anybody_could_write_is_closed_as_planned()
    {
        Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");
        var open = Descriptor([(Files | Folders, All, Everyone)]);
        var path = new SampleDisk(DiskLayout.Bare, SampleImages.Server2019Standard.WithFile("Windows/Setup/Scripts/SetupComplete.cmd", "echo theirs\r\n"))
        {
            Add = root =>
            {
                PosixFile.SetAttribute(Path.Combine(root, "Windows/Setup/Scripts"), "system.ntfs_acl", open);
                PosixFile.SetAttribute(Path.Combine(root, "Windows/Setup/Scripts/SetupComplete.cmd"), "system.ntfs_acl", open);
            },
        }.Write(_temp["disk"]);

        var first = ApplyToDiskTests.Apply(path);
        var second = ApplyToDiskTests.Apply(path);

        Assert.Equal(
            [@"Windows\Setup\Scripts", @"Windows\Setup\Scripts\SetupComplete.cmd"],
            first.Images[0].Edits.Where(e => e.Kind == "access").Select(e => e.Target));
        Assert.True(first.Verification!.Ok);
        Assert.False(second.Changed);
        Assert.DoesNotContain(second.Images[0].Edits, e => e.Kind == "access");
        var judge = DiskJudge.Of(File.ReadAllBytes(path), DiskLayout.Bare, _temp);
        Assert.Equal([(Files | Folders, Read, Name(Everyone))], Entries(judge.Security("Windows/Setup/Scripts")));
        Assert.Equal([(Files | Folders, Read, Name(Everyone))], Entries(judge.Security("Windows/Setup/Scripts/SetupComplete.cmd")));
        judge.CheckFileSystem();
    }

    [Fact]
    public void An_ordinary_owner_and_an_absent_list_give_full_control_too()
    {
        var owned = Descriptor([(0, All, System)]);
        Users[..12].CopyTo(owned, 20);
        Assert.Equal(Name(Administrators), Name(Owner(NtfsDescriptor.ClosedToOthers(owned, isDirectory: false)!)));

        byte[] withoutList = [.. Descriptor([])[..16], 0, 0, 0, 0, .. System, .. System];
        Assert.Equal(NtfsDescriptor.SystemAndAdministratorsWrite(isDirectory: true), NtfsDescriptor.ClosedToOthers(withoutList, isDirectory: true));
        Assert.Null(NtfsDescriptor.ClosedToOthers(Descriptor(OfWindows), isDirectory: true));
    }

    private static byte[] Owner(byte[] descriptor)
    {
        var at = BitConverter.ToInt32(descriptor, 4);
        return descriptor[at..(at + 8 + 4 * descriptor[at + 1])];
    }

    private static byte[] Descriptor((byte Flags, uint Mask, byte[] Sid)[] entries)
    {
        byte[] list = [.. entries.SelectMany(e => (byte[])[0, e.Flags, .. BitConverter.GetBytes((ushort)(8 + e.Sid.Length)), .. BitConverter.GetBytes(e.Mask), .. e.Sid])];
        return
        [
            1, 0, 0x04, 0x94, .. BitConverter.GetBytes(20), .. BitConverter.GetBytes(32), 0, 0, 0, 0, .. BitConverter.GetBytes(44), .. System, .. System,
            2, 0, .. BitConverter.GetBytes((ushort)(8 + list.Length)), .. BitConverter.GetBytes((ushort)entries.Length), 0, 0, .. list,
        ];
    }

    private static string Name(byte[] sid) => Convert.ToHexString(sid);

    private static List<(byte, uint, string)> Entries(byte[] descriptor)
    {
        var found = new List<(byte, uint, string)>();
        var list = BitConverter.ToInt32(descriptor, 16);
        for (var at = list + 8; at < list + BitConverter.ToUInt16(descriptor, list + 2); at += BitConverter.ToUInt16(descriptor, at + 2))
        {
            found.Add((descriptor[at + 1], BitConverter.ToUInt32(descriptor, at + 4), Name(descriptor[(at + 8)..(at + BitConverter.ToUInt16(descriptor, at + 2))])));
        }

        return found;
    }
}
