using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using ProvisionKms.Samples;

namespace ProvisionKms.Bench;

/// <summary>
/// A golden image of a hosting provider: a qcow2 disk of 40 GiB with 10 GiB of data. Every run has an overlay of its own on it,
/// which both sides take for the disk that they are to change. The peer puts in the files that ours renders.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class DiskStage
{
    public const long DiskBytes = 40L << 30;
    public const long DataBytes = 10L << 30;

    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    /// <summary>A hive is read whole by whoever edits it, here before and after the edit, through two file systems in user space.</summary>
    public static readonly TimeSpan BoundWithFullHive = TimeSpan.FromSeconds(2);

    private const string System32 = "/Windows/System32/config";

    private readonly string _tool;
    private readonly string _folder;

    private DiskStage(string tool, string folder)
    {
        (_tool, _folder) = (tool, folder);
        TakePayload();
    }

    /// <summary>Starts a virtual machine without KVM where KVM cannot be used, as LIBGUESTFS_BACKEND_SETTINGS says.</summary>
    public static string Acceleration => Environment.GetEnvironmentVariable("LIBGUESTFS_BACKEND_SETTINGS") ?? "KVM";

    public static bool HasGuestfish => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "guestfish")));

    private string Pristine => Path.Combine(_folder, "pristine.qcow2");

    private string Work => Path.Combine(_folder, "work.qcow2");

    public static DiskStage Prepare(string tool, string folder)
    {
        var pristine = Path.Combine(folder, "pristine.qcow2");
        if (!File.Exists(pristine))
        {
            Console.WriteLine("making the disk …");
            var raw = Path.Combine(folder, "raw");
            Disk.Write(raw);
            Execute("qemu-img", "convert", "-O", "qcow2", raw, pristine + ".new");
            File.Delete(raw);
            File.Move(pristine + ".new", pristine);
        }

        var small = Path.Combine(folder, "small.qcow2");
        Execute("qemu-img", "create", "-q", "-f", "qcow2", "-b", "pristine.qcow2", "-F", "qcow2", small);
        Disk.ReplaceHive(small, SampleImages.Server2019Standard);
        KeyManagement.Write(folder);
        File.WriteAllText(Path.Combine(folder, "disk.yaml"), "recipe: 1\nplatform: ovh-vps\nimage: { path: work.qcow2 }\n");
        File.WriteAllText(Path.Combine(folder, "variant.yaml"), "recipe: 1\nplatform: ovh-vps\nimage: { path: pristine.qcow2 }\noutput: { path: variant.qcow2, format: qcow2-overlay }\n");
        return new DiskStage(tool, folder);
    }

    public Side InPlace() => new(() => Reset("pristine.qcow2"), [Ours("apply", Path.Combine(_folder, "disk.yaml"))]);

    public Side InPlaceWithSmallHive() => new(() => Reset("small.qcow2"), [Ours("apply", Path.Combine(_folder, "disk.yaml"))]);

    public Side Variant() => new(() => File.Delete(Path.Combine(_folder, "variant.qcow2")), [Ours("apply", Path.Combine(_folder, "variant.yaml"))]);

    public Side Inspect() => new(() => { }, [Ours("inspect", Pristine)]);

    /// <summary>One appliance for all of it; the hive goes out and comes back, as hivexregedit works on files.</summary>
    public Side Guestfish() => new(() => Reset("pristine.qcow2"),
    [
        new Command("guestfish", ["-a", Work], $"""
            run
            mount /dev/sda4 /
            mkdir-p /Windows/Setup/Scripts
            download {System32}/SOFTWARE {_folder}/SOFTWARE
            ! hivexregedit --merge --prefix 'HKEY_LOCAL_MACHINE\SOFTWARE' {_folder}/SOFTWARE {_folder}/kms.reg
            upload {_folder}/SOFTWARE {System32}/SOFTWARE
            upload {_folder}/payload/unattend.xml /Windows/Panther/unattend.xml
            copy-in {_folder}/payload/SetupComplete.cmd {_folder}/payload/ProvisionKms /Windows/Setup/Scripts

            """),
    ]);

    private Command Ours(params string[] arguments) => new("dotnet", [_tool, .. arguments]);

    private static SampleDisk Disk =>
        new(DiskLayout.Gpt, SampleImages.Server2019Standard with { FillerFiles = BenchStage.FilesPerImage, SoftwareHiveBytes = BenchStage.HiveBytes })
        {
            Size = DiskBytes, Add = root => Fill(Path.Combine(root, "pagefile.sys")),
        };

    private void Reset(string @base) => Execute("qemu-img", "create", "-q", "-f", "qcow2", "-b", @base, "-F", "qcow2", Work);

    private void TakePayload()
    {
        var payload = Path.Combine(_folder, "payload");
        _ = Measure.Of(new Side(() => { }, [Ours("render", Path.Combine(_folder, "disk.yaml"), "--set", "product=windows-server-2019", "--set", "edition=standard", "--to", payload)]));
    }

    private static void Fill(string path)
    {
        var piece = new byte[16 << 20];
        using var file = File.Create(path);
        for (var written = 0L; written < DataBytes; written += piece.Length)
        {
            RandomNumberGenerator.Fill(piece.AsSpan(0, 4096));
            piece.AsSpan(4096).Fill((byte)(1 + written / piece.Length % 255));
            file.Write(piece);
        }
    }

    private static void Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}");
        }
    }
}
