using System.Globalization;
using ProvisionKms.Catalog;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Triggers;

namespace ProvisionKms.Provisioning;

/// <summary>What the SYSTEM hive says: how far Setup has come, and the answer file that it was started with.</summary>
internal static class SystemFacts
{
    public static ImageFacts Add(ImageFacts facts, IImageTree tree)
    {
        using var hive = tree.OpenHive(WindowsLayout.SystemHive);
        return hive is null ? facts : facts with
        {
            AnswerFilePointer = Text(hive, WindowsLayout.SetupKey, WindowsLayout.AnswerFilePointerName),
            Setup = Setup(hive),
            Services = Services(hive),
        };
    }

    /// <summary>CurrentControlSet does not exist in a hive file: Select says which one it will be.</summary>
    private static Dictionary<string, int> Services(IRegistryHive hive)
    {
        var set = string.Create(CultureInfo.InvariantCulture, $@"ControlSet{Number(hive, "Select", "Current") ?? 1:D3}\Services\");
        return ProvisioningAgent.All.Select(agent => agent.Service).OfType<string>().Distinct()
            .Select(service => (Service: service, Start: Number(hive, set + service, "Start")))
            .Where(s => s.Start is not null)
            .ToDictionary(s => s.Service, s => s.Start!.Value);
    }

    private static SetupFacts Setup(IRegistryHive hive)
    {
        const string Sysprep = WindowsLayout.SetupStatusKey + @"\SysprepStatus";
        const string Programs = WindowsLayout.SetupStatusKey + @"\ChildCompletion";
        return new SetupFacts
        {
            SetupType = Number(hive, WindowsLayout.SetupKey, "SetupType"),
            CommandLine = Text(hive, WindowsLayout.SetupKey, "CmdLine"),
            SystemSetupInProgress = Flag(hive, WindowsLayout.SetupKey, "SystemSetupInProgress"),
            OobeInProgress = Flag(hive, WindowsLayout.SetupKey, "OOBEInProgress"),
            SetupPhase = Number(hive, WindowsLayout.SetupKey, "SetupPhase"),
            AuditBoot = Flag(hive, WindowsLayout.SetupStatusKey, "AuditBoot"),
            GeneralizationState = Number(hive, Sysprep, "GeneralizationState"),
            CleanupState = Number(hive, Sysprep, "CleanupState"),
            SetupCompletion = Number(hive, Programs, "setup.exe"),
            OobeCompletion = Number(hive, Programs, "oobeldr.exe"),
        };
    }

    private static bool? Flag(IRegistryHive hive, string key, string name) => Number(hive, key, name) is { } number ? number != 0 : null;

    private static int? Number(IRegistryHive hive, string key, string name) =>
        int.TryParse(Text(hive, key, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(IRegistryHive hive, string key, string name) =>
        hive.GetText(key, name)?.Trim() is { Length: > 0 } text ? text : null;
}
