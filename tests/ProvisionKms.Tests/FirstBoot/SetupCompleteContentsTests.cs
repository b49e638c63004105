using System.Text;
using ProvisionKms.FirstBoot;

namespace ProvisionKms.Tests.FirstBoot;

public sealed class SetupCompleteContentsTests
{
    [Theory]
    [InlineData("sc config cloudbase-init start= auto && net start cloudbase-init\r\n", "cloudbase-init")]
    [InlineData("\"sc config cloudbase-init start= auto && net start cloudbase-init\" \r\n", "cloudbase-init-quoted")]
    [InlineData("@SC.EXE config \"cloudbase-init\" start= delayed-auto\r\n", "cloudbase-init")]
    [InlineData("powershell -Command \"Set-Service cloudbase-init -StartupType Automatic\"\n", "cloudbase-init")]
    [InlineData("C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -NoProfile -File \"C:\\Program Files\\Google\\Compute Engine\\sysprep\\instance_setup.ps1\"\r\n", "google-instance-setup")]
    [InlineData("CALL %SystemRoot%\\OEM\\SetupComplete.cmd\r\n", "azure")]
    [InlineData("powershell.exe -ExecutionPolicy Bypass -File C:\\OSDCloud\\Scripts\\x.ps1", "osdcloud")]
    [InlineData("%windir%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -ExecutionPolicy Bypass -File \"%~dp0SetupComplete.ps1\"", "setupcomplete-ps1")]
    [InlineData("\"C:\\Windows\\SMSTSPostUpgrade\\x\" & C:\\Windows\\system32\\osdsetuphook.exe /execute", "configuration-manager")]
    [InlineData("wscript.exe C:\\MININT\\Scripts\\LiteTouch.wsf /start", "mdt")]
    [InlineData("cscript.exe //nologo c:\\windows\\system32\\slmgr.vbs -skms kms.example.net", "sets-kms-host")]
    [InlineData("slmgr -ipk AAAAA", "sets-key")]
    [InlineData("slmgr.vbs /ato", "activates")]
    [InlineData("shutdown.exe -f -r -t 5", "restarts")]
    [InlineData("del /q \"%~f0\"", "deletes-itself")]
    [InlineData("rem sc config cloudbase-init start= auto", null)]
    [InlineData(":: shutdown /r", null)]
    [InlineData("shutdown /s /t 0", null)]
    [InlineData("echo hello", null)]
    [InlineData("", null)]
    public void Each_kind_is_recognised_by_one_line(string script, string? id)
    {
        var found = SetupCompleteContents.Recognise(Encoding.Latin1.GetBytes(script));
        Assert.Equal(id is null ? [] : [id], found.Select(f => f.Id));
        Assert.All(found, f => Assert.Equal(1, f.Line));
    }

    [Fact]
    public void Each_kind_is_said_once_in_the_order_of_the_file()
    {
        var script = "@echo off\r\nshutdown /r\r\nnet start cloudbase-init\r\nshutdown /r\r\n"u8.ToArray();
        Assert.Equal([("restarts", 2), ("cloudbase-init", 3)], SetupCompleteContents.Recognise(script).Select(f => (f.Id, f.Line)));
    }

    [Fact]
    public void Our_own_block_is_none_of_them()
    {
        var merged = SetupCompleteMerge.Merge("net start cloudbase-init\r\n"u8.ToArray()).Content!;
        Assert.Equal(["cloudbase-init"], SetupCompleteContents.Recognise(merged).Select(f => f.Id));
    }

    [Fact]
    public void A_line_of_a_megabyte_is_read_in_no_time()
    {
        var script = Encoding.Latin1.GetBytes("slmgr " + string.Concat(Enumerable.Repeat("//a ", 250_000)) + "shutdown ");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(SetupCompleteContents.Recognise(script));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    [Fact]
    public void UTF_16_is_no_script() => Assert.Empty(SetupCompleteContents.Recognise(Encoding.Unicode.GetBytes("net start cloudbase-init\r\n")));

    [Theory]
    [InlineData("dschelchkov__windows-imaging__scripts-SetupComplete.cmd", "cloudbase-init")]
    [InlineData("GoogleCloudPlatform__compute-image-tools__image_build-windows-components-SetupComplete.cmd", "google-image-build,restarts,deletes-itself")]
    [InlineData("Lenander88__OSDCloud__SetupComplete.cmd", "osdcloud")]
    [InlineData("WoodneyUK__OOBE__SetupComplete.cmd", "osdcloud")]
    [InlineData("DTSProvCent__DTS_OSDCloud__SetupComplete.cmd", "setupcomplete-ps1")]
    [InlineData("operepo__sysprep_scripts__SetupComplete.cmd", "activates")]
    [InlineData("Olygo__OCI_Cloning_Windows_Instances__SetupComplete.cmd", "")]
    public void Files_of_the_world(string file, string ids)
    {
        var script = File.ReadAllBytes(Assert.Single(Corpus.Files("setupcomplete", file)));
        Assert.Equal(ids.Length == 0 ? [] : ids.Split(','), SetupCompleteContents.Recognise(script).Select(f => f.Id));
    }
}
