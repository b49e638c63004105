using System.Diagnostics;

namespace ProvisionKms.Imaging.Tests.Media.Boot;

/// <summary>A machine in software that starts from media; what they write to its serial port tells how far it came.</summary>
internal static class Machine
{
    /// <summary>Newer packages have only the larger kind.</summary>
    private static readonly string Kind = File.Exists("/usr/share/OVMF/OVMF_CODE.fd") ? "" : "_4M";

    private static readonly string Code = $"/usr/share/OVMF/OVMF_CODE{Kind}.fd";
    private static readonly string Variables = $"/usr/share/OVMF/OVMF_VARS{Kind}.fd";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    internal static bool Says(string text, string iso, bool uefi, TempFolder folder, TimeSpan? patience = null)
    {
        const string Program = "/usr/bin/qemu-system-x86_64";
        Assert.SkipUnless(File.Exists(Program), "qemu-system-x86_64 is not installed: apt-get install qemu-system-x86");
        Assert.SkipUnless(!uefi || File.Exists(Code), "the UEFI firmware OVMF is not installed: apt-get install ovmf");
        var serial = folder.Write("serial", "");
        List<string> firmware = [];
        if (uefi)
        {
            File.Copy(Variables, folder["variables"], overwrite: true);
            firmware.AddRange(["-drive", $"if=pflash,format=raw,readonly=on,file={Code}", "-drive", $"if=pflash,format=raw,file={folder["variables"]}"]);
        }

        using var machine = Process.Start(new ProcessStartInfo(Program,
            ["-accel", "tcg", "-m", "256", "-display", "none", "-nodefaults", "-no-reboot", .. firmware, "-cdrom", iso, "-boot", "d", "-serial", "file:" + serial])
        {
            RedirectStandardError = true,
        })!;
        try
        {
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < (patience ?? Patience) && !machine.HasExited; Thread.Sleep(50))
            {
                if (File.ReadAllText(serial).Contains(text, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            machine.Kill();
            machine.WaitForExit();
        }
    }
}
