using System.Globalization;

namespace ProvisionKms.Samples;

/// <summary>Lays out the files of a sample image in a directory: few and small, but where Windows has them.</summary>
public static class SampleTree
{
    /// <summary>The same for every file, so that the same sample is the same image.</summary>
    private static readonly DateTime Written = new(2020, 4, 13, 19, 17, 17, DateTimeKind.Utc);

    public static void Write(string directory, SampleImage image)
    {
        var system32 = $"{image.WindowsFolder}/{image.System32Folder}";
        foreach (var folder in EmptyFolders(image, system32))
        {
            Directory.CreateDirectory(Path.Combine(directory, folder));
        }

        foreach (var (path, text) in WindowsFiles(image, system32).Concat(Licences(image, system32)).Concat(Filler(image)))
        {
            WriteFile(directory, path, System.Text.Encoding.UTF8.GetBytes(text));
        }

        var config = Directory.CreateDirectory(Path.Combine(directory, system32, "config")).FullName;
        SampleRegistry.WriteSystem(Path.Combine(config, "SYSTEM"), image);
        if (image.HasSoftwareHive)
        {
            SampleRegistry.WriteSoftware(Path.Combine(config, "SOFTWARE"), image);
        }

        foreach (var (path, content) in image.Files)
        {
            WriteFile(directory, path, content);
        }

        SetTimes(directory);
        if (!OperatingSystem.IsWindows())
        {
            // A junction in Windows; what lies behind it must not be written to by that name.
            File.CreateSymbolicLink(Path.Combine(directory, "Documents and Settings"), "Users");
        }
    }

    private static IEnumerable<string> EmptyFolders(SampleImage image, string system32) =>
    [
        "PerfLogs", "ProgramData", "Users/Public/Desktop", $"{image.WindowsFolder}/Panther", $"{image.WindowsFolder}/Setup",
        $"{image.WindowsFolder}/Temp", $"{system32}/Tasks", $"{system32}/LogFiles", $"{system32}/Sysprep",
    ];

    private static IEnumerable<(string Path, string Text)> WindowsFiles(SampleImage image, string system32)
    {
        foreach (var name in (string[])["ntoskrnl.exe", "kernel32.dll", "ntdll.dll", "cmd.exe", "cscript.exe", "slmgr.vbs", "sppsvc.exe", "oobe/windeploy.exe", "DRIVERSTORE/FileRepository/oem0.inf", "drivers/etc/hosts"])
        {
            yield return ($"{system32}/{name}", $"{name} of {image.Name}, build {image.Build}\r\n");
        }

        yield return ($"{image.WindowsFolder}/system.ini", "; for 16-bit app support\r\n");
        yield return ($"{image.WindowsFolder}/INF/OEM0.INF", "[Version]\r\n");
        yield return ("Program Files/desktop.ini", "[.ShellClassInfo]\r\n");
        yield return ("Users/Default/NTUSER.INI", "");
        yield return ("Users/Public/Grüße aus München.txt", "names are not ASCII\r\n");
        if (image.IsDesktop)
        {
            yield return ($"{image.WindowsFolder}/explorer.exe", $"explorer of {image.Name}\r\n");
        }
    }

    /// <summary>
    /// NT 6.1 names the folders of its licences Security-SPP-Component-SKU-…, later ones by the EditionID alone;
    /// NT 6.0 has them elsewhere. Since NT 6.2 the KMS host keys lie among them, in csvlk-pack, which is no edition.
    /// </summary>
    private static IEnumerable<(string Path, string Text)> Licences(SampleImage image, string system32)
    {
        foreach (var edition in image.Licences ?? [image.EditionId])
        {
            var folder = image.NtVersion switch
            {
                "6.0" => $"licensing/skus/Security-Licensing-SLC-Component-SKU-{edition}",
                "6.1" => $"spp/tokens/skus/Security-SPP-Component-SKU-{edition}",
                _ => $"spp/tokens/skus/{edition}",
            };
            yield return ($"{system32}/{folder}/{edition}-Volume-GVLK-1-ul-oob-rtm.xrm-ms", $"<rg:licenseGroup><!-- {edition} --></rg:licenseGroup>\r\n");
            yield return ($"{system32}/{folder}/{edition}-Volume-GVLK-1-pl-rtm.xrm-ms", $"<rg:licenseGroup><!-- {edition} pl --></rg:licenseGroup>\r\n");
        }

        if (image.NtVersion is not ("6.0" or "6.1") && image.InstallationType != "WindowsPE")
        {
            yield return ($"{system32}/spp/tokens/skus/csvlk-pack/csvlk-pack-Volume-CSVLK-1-ul-oob-rtm.xrm-ms", "<rg:licenseGroup/>\r\n");
        }
    }

    private static IEnumerable<(string Path, string Text)> Filler(SampleImage image)
    {
        for (var n = 0; n < image.FillerFiles; n++)
        {
            var component = string.Create(CultureInfo.InvariantCulture, $"amd64_microsoft-windows-component{n / 10:D5}_31bf3856ad364e35_10.0.{image.Build}.1_none");
            yield return ($"{image.WindowsFolder}/WinSxS/{component}/file{n:D6}.dll", $"component {n} of build {image.Build}\r\n");
        }
    }

    private static void WriteFile(string directory, string path, byte[] content)
    {
        var file = Path.Combine(directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    private static void SetTimes(string directory)
    {
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Reverse())
        {
            entry.LastAccessTimeUtc = entry.LastWriteTimeUtc = Written;
        }

        Directory.SetLastWriteTimeUtc(directory, Written);
    }
}
