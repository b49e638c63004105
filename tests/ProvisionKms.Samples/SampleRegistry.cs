using ProvisionKms.Images;

namespace ProvisionKms.Samples;

/// <summary>What the SOFTWARE and SYSTEM hives of a sample say, with the key and value names that Windows uses.</summary>
internal static class SampleRegistry
{
    private const string CurrentVersion = @"Microsoft\Windows NT\CurrentVersion";

    public static void WriteSoftware(string hostPath, SampleImage image)
    {
        var values = new List<RegistryValue>
        {
            new(CurrentVersion, "ProductName", image.Name),
            // Stays 6.3 on everything after Windows 8.1; the truth is in CurrentMajorVersionNumber.
            new(CurrentVersion, "CurrentVersion", image.NtVersion == "10.0" ? "6.3" : image.NtVersion),
            new(CurrentVersion, "CurrentBuild", $"{image.HiveBuild}"),
            new(CurrentVersion, "CurrentBuildNumber", $"{image.HiveBuild}"),
            new(CurrentVersion, "SystemRoot", @"C:\Windows"),
            new($@"{CurrentVersion}\Winlogon", "Shell", image.IsDesktop ? "explorer.exe" : "cmd.exe"),
            new(@"Microsoft\Windows\CurrentVersion", "ProgramFilesDir", @"C:\Program Files"),
            new(@"Microsoft\Windows\CurrentVersion\Policies\System", "legalnoticecaption", ""),
            new(LicensingKey(image), "SkuName", "Volume"),
        };
        AddIfSaid(values, CurrentVersion, "EditionID", image.HiveEditionId);
        AddIfSaid(values, CurrentVersion, "CompositionEditionID", image.CompositionEditionId);
        AddIfSaid(values, CurrentVersion, "InstallationType", image.HiveInstallationType);
        AddIfSaid(values, @"Microsoft\Windows\CurrentVersion\Setup\State", "ImageState", image.ImageState);

        RegistryNumber[] numbers = image.NtVersion == "10.0"
            ? [new(CurrentVersion, "CurrentMajorVersionNumber", 10), new(CurrentVersion, "CurrentMinorVersionNumber", 0), new(CurrentVersion, "UBR", (uint)image.ServicePackBuild)]
            : [];
        SampleHive.Create(hostPath, values, numbers);
        if (image.SoftwareHiveBytes > 0)
        {
            SampleHive.Grow(hostPath, image.SoftwareHiveBytes);
        }
    }

    public static void WriteSystem(string hostPath, SampleImage image) => SampleHive.Create(
        hostPath,
        [
            new(@"ControlSet001\Control\ProductOptions", "ProductType", image.IsServer ? "ServerNT" : "WinNT"),
            new(@"ControlSet001\Control\ComputerName\ComputerName", "ComputerName", "MINWINPC"),
            new("Setup", "CmdLine", image.Setup.CommandLine),
        ],
        [
            new("Select", "Current", 1),
            new("Select", "Default", 1),
            new("Setup", "SetupType", image.Setup.SetupType),
            new("Setup", "SystemSetupInProgress", image.Setup.InProgress ? 1u : 0),
            new("Setup", "OOBEInProgress", image.Setup.InProgress ? 1u : 0),
            new("Setup", "SetupPhase", image.Setup.InProgress ? 4u : 0),
            new(@"Setup\Status", "AuditBoot", 0),
            new(@"Setup\Status\SysprepStatus", "GeneralizationState", image.Setup.GeneralizationState),
            new(@"Setup\Status\ChildCompletion", "setup.exe", image.Setup.Completion),
            new(@"Setup\Status\ChildCompletion", "oobeldr.exe", image.Setup.Completion),
            .. image.Services.Select(s => new RegistryNumber($@"ControlSet001\Services\{s.Key}", "Start", s.Value)),
        ]);

    private static string LicensingKey(SampleImage image) =>
        image.NtVersion == "6.0" ? $@"{CurrentVersion}\SL" : $@"{CurrentVersion}\SoftwareProtectionPlatform";

    private static void AddIfSaid(List<RegistryValue> values, string key, string name, string? text)
    {
        if (text is not null)
        {
            values.Add(new RegistryValue(key, name, text));
        }
    }
}
