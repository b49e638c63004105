using System.Globalization;
using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>What the SOFTWARE hive says: edition, build, how far Setup has come, and the KMS host.</summary>
internal static class SoftwareFacts
{
    public static ImageFacts Add(ImageFacts facts, IImageTree tree)
    {
        using var hive = tree.OpenHive(WindowsLayout.SoftwareHive);
        if (hive is null)
        {
            return facts;
        }

        var kms = WindowsLayout.KmsKey(NtVersion(hive));
        return facts with
        {
            SoftwareHive = hive.Condition,
            Evidence = [.. facts.Evidence, .. Evidence(hive)],
            Version = facts.Version ?? Version(hive),
            Architecture = facts.Architecture ?? Architecture(hive),
            ImageState = Text(hive, WindowsLayout.SetupStateKey, WindowsLayout.ImageStateName) ?? facts.ImageState,
            IsLocalPolicyIgnored = Number(Text(hive, WindowsLayout.SystemPoliciesKey, WindowsLayout.LocalPolicyIgnoredName)) == 1,
            KmsHost = Text(hive, kms, WindowsLayout.KmsHostName),
            KmsPort = Text(hive, kms, WindowsLayout.KmsPortName),
        };
    }

    private static IEnumerable<EditionEvidence> Evidence(IRegistryHive hive)
    {
        EditionEvidence[] said =
        [
            new(EvidenceSource.SoftwareHive, Current(hive, "EditionID"), Current(hive, "InstallationType"), Build(hive)),
            new(EvidenceSource.Composition, Current(hive, "CompositionEditionID")),
        ];
        return said.Where(e => !e.IsSilent);
    }

    /// <summary>CurrentBuild is an older spelling; before NT 6 it held a text that says not to use it.</summary>
    private static int? Build(IRegistryHive hive) =>
        Number(Current(hive, "CurrentBuildNumber")) ?? Number(Current(hive, "CurrentBuild"));

    /// <summary>CurrentVersion stays 6.3 since Windows 10; newer releases have numbers of their own.</summary>
    private static string NtVersion(IRegistryHive hive) =>
        Number(Current(hive, "CurrentMajorVersionNumber")) is { } major
            ? string.Create(CultureInfo.InvariantCulture, $"{major}.{Number(Current(hive, "CurrentMinorVersionNumber")) ?? 0}")
            : Current(hive, "CurrentVersion") ?? "";

    private static string? Version(IRegistryHive hive)
    {
        if (Build(hive) is not { } build || NtVersion(hive) is not { Length: > 0 } nt)
        {
            return null;
        }

        var revision = Number(Current(hive, "UBR")) is { } ubr ? "." + ubr.ToString(CultureInfo.InvariantCulture) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{nt}.{build}{revision}");
    }

    /// <summary>BuildLabEx names it: 17763.1.amd64fre.rs5_release.180914-1434.</summary>
    private static string? Architecture(IRegistryHive hive)
    {
        var lab = Current(hive, "BuildLabEx") ?? Current(hive, "BuildLab") ?? "";
        string[] known = ["amd64", "x86", "arm64", "ia64", "arm"];
        return Array.Find(known, name => lab.Split('.').Any(part => part == name + "fre" || part == name + "chk"));
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Current(IRegistryHive hive, string name) => Text(hive, WindowsLayout.CurrentVersionKey, name);

    private static string? Text(IRegistryHive hive, string key, string name) =>
        hive.GetText(key, name)?.Trim() is { Length: > 0 } text ? text : null;
}
