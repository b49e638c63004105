using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.AnswerFiles;

namespace ProvisionKms.Imaging.Tests;

public sealed class ImageOpenerTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_directory_with_Windows_in_any_case_is_an_image()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "directories are opened on Linux only");
        Directory.CreateDirectory(_temp["image/WINDOWS"]);

        using var session = Open("image");

        Assert.Equal(ImageKind.Directory, session.Kind);
    }

    [Fact]
    public void A_directory_without_Windows_is_none()
    {
        Directory.CreateDirectory(_temp["image/Users"]);

        AssertRefused(Codes.ImageKindUnknown, "image");
    }

    public static TheoryData<string, byte[]> AnswerFiles { get; } = new()
    {
        { "unattend.xml", "<?xml version=\"1.0\"?><unattend/>"u8.ToArray() },
        { "unattend.XML", [] },
        { "no-extension", "\n  <?xml version=\"1.0\"?><unattend/>"u8.ToArray() },
        { "marked", [0xef, 0xbb, 0xbf, .. "<unattend xmlns=\"urn\"/>"u8] },
        { "wide.txt", [0xff, 0xfe, .. Encoding.Unicode.GetBytes("<?xml version=\"1.0\"?>")] },
        { "wide-big.txt", [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes("<unattend/>")] },
    };

    [Theory]
    [MemberData(nameof(AnswerFiles))]
    public void An_answer_file_is_known_by_its_extension_or_content(string name, byte[] content)
    {
        _temp.Write(name, content);

        using var session = Open(name);

        Assert.IsType<AnswerFileSession>(session);
    }

    public static TheoryData<string, byte[], ImageKind> Disks { get; } = new()
    {
        { "disk.qcow2", [0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3], ImageKind.Qcow2 },
        { "disk.vhdx", "vhdxfile"u8.ToArray(), ImageKind.Vhdx },
        { "dynamic.vhd", [.. "conectix"u8, .. new byte[504]], ImageKind.Vhd },
        { "fixed.vhd", [.. new byte[2048], .. "conectix"u8, .. new byte[504]], ImageKind.Vhd },
        { "disk.vmdk", "KDMV"u8.ToArray(), ImageKind.Vmdk },
        { "text.vmdk", "# Disk DescriptorFile\nversion=1"u8.ToArray(), ImageKind.Vmdk },
        { "disk.img", [.. new byte[510], 0x55, 0xaa, .. new byte[512]], ImageKind.Raw },
    };

    [Theory]
    [MemberData(nameof(Disks))]
    public void A_disk_is_recognised_by_what_is_in_it(string name, byte[] content, ImageKind kind) =>
        Assert.Equal(kind, FileSignature.Of(_temp.Write(name, content)).Disk);

    [Theory]
    [InlineData("CD001")]
    [InlineData("BEA01")]
    public void What_only_begins_like_media_is_damaged(string descriptor)
    {
        Assert.SkipWhen(OptionalKinds.Media() is not null, OptionalKinds.Media()?.ToString() ?? "");
        _temp.Write("media.iso", [.. new byte[0x8001], .. System.Text.Encoding.ASCII.GetBytes(descriptor), .. new byte[4096]]);

        AssertRefused(Codes.MediaUnreadable, "media.iso");
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("text.txt", "hello")]
    [InlineData("install.wim", "MSWIX\0\0\0 not quite")]
    public void Anything_else_is_no_image(string name, string content)
    {
        _temp.Write(name, content);

        AssertRefused(Codes.ImageKindUnknown, name);
    }

    [Fact]
    public void A_path_with_nothing_there_is_a_diagnostic()
    {
        AssertRefused(Codes.ImageNotFound, "absent.wim");
        AssertRefused(Codes.ImageNotFound, "absent/install.wim");
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        Tool.Run("coreutils", "mkfifo", _temp["pipe.xml"]);

        AssertRefused(Codes.ImageKindUnknown, "pipe.xml");
    }

    [Fact]
    public void A_link_to_itself_is_a_diagnostic()
    {
        File.CreateSymbolicLink(_temp["install.wim"], "install.wim");

        AssertRefused(Codes.ImageUnreadable, "install.wim");
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_a_diagnostic()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything: run as an ordinary user");
        Tool.Run("coreutils", "chmod", "0", _temp.Write("install.wim", "MSWIM"));

        AssertRefused(Codes.ImageUnreadable, "install.wim");
    }

    [Fact]
    public void A_wim_goes_to_the_wim_backend_also_when_it_is_called_otherwise()
    {
        _temp.Write("image.xml", [.. "MSWIM\0\0\0"u8, .. new byte[300]]);

        var error = Assert.Throws<ProvisionException>(() => Open("image.xml"));

        Assert.DoesNotContain(error.Diagnostics, d => d.Code == Codes.ImageKindUnsupported);
    }

    [Theory]
    [InlineData("install.wim")]
    [InlineData("disk.vhdx")]
    [InlineData("image")]
    public void DISM_asked_for_by_name_where_there_is_none_is_what_the_machine_lacks(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has DISM");
        _temp.Write("install.wim", [.. "MSWIM\0\0\0"u8, .. new byte[300]]);
        _temp.Write("disk.vhdx", "vhdxfile"u8.ToArray());
        Directory.CreateDirectory(_temp["image/Windows"]);

        var error = Assert.Throws<ProvisionException>(() => new ImageOpener(ImageBackend.Dism).Open(_temp[name], ImageAccess.Read));

        Assert.Equal(Codes.DismMissing, Assert.Single(error.Diagnostics).Code);
        Assert.Equal(ExitCode.MachineLacksSomething, error.ExitCode);
    }

    private IImageSession Open(string name) => new ImageOpener().Open(_temp[name], ImageAccess.Read);

    private Diagnostic AssertRefused(DiagnosticCode code, string name)
    {
        var diagnostic = Assert.Single(Assert.Throws<ProvisionException>(() => Open(name)).Diagnostics);
        Assert.Same(code, diagnostic.Code);
        return diagnostic;
    }
}
