using System.Globalization;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Edits.Registry;

/// <summary>The KMS host, where Windows' own activation looks for it.</summary>
internal static class RegistryPlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope)
    {
        if (scope.Host is not { } host || !scope.Wants(Injection.Registry))
        {
            WarnOfLeftHost(scope);
            WarnOfUncleanHive(scope);
            yield break;
        }

        if (!HiveCanBeWritten(scope))
        {
            yield break;
        }

        var key = WindowsLayout.KmsKey(scope.Target.NtVersion);
        var port = host.Port.ToString(CultureInfo.InvariantCulture);
        var (oldHost, oldPort) = (scope.Facts.KmsHost, scope.Facts.KmsPort);
        yield return new RegistryEdit(
            WindowsLayout.SoftwareHive, @"HKLM\SOFTWARE", key,
            [new(key, WindowsLayout.KmsHostName, host.Name), new(key, WindowsLayout.KmsPortName, port)])
        {
            Action = oldHost == host.Name && oldPort == port ? EditAction.Keep
                : oldHost is null && oldPort is null ? EditAction.Create
                : EditAction.Change,
            Why = "Windows' own activation finds the host even if no script runs" + (oldHost is null || oldHost == host.Name ? "" : $"; it named {oldHost}"),
        };
    }

    private static bool HiveCanBeWritten(PlanningScope scope)
    {
        var facts = scope.Facts;
        var finding = facts.SoftwareHive switch
        {
            HiveCondition.Clean => null,
            HiveCondition.Dirty => new Diagnostic(Codes.HiveNotClean, $"{facts.Title}: the SOFTWARE hive is dirty, Windows did not finish writing it"),
            HiveCondition.PendingLog => new Diagnostic(Codes.HiveNotClean, $"{facts.Title}: the SOFTWARE hive is older than its transaction log"),
            _ when scope.Recipe.Inject is null => new Diagnostic(Codes.RegistryLeftOut, $"{facts.Title} has no SOFTWARE hive: the KMS host is set by the script alone"),
            _ => new Diagnostic(Codes.SoftwareHiveMissing, $"{facts.Title} has no SOFTWARE hive to put the KMS host into"),
        };
        if (finding is not null)
        {
            scope.Diagnostics.Add(finding with { Hint = finding.Code.Hint });
        }

        return finding is null;
    }

    private static void WarnOfLeftHost(PlanningScope scope)
    {
        if (scope.Recipe.Activation.Method == ActivationMethod.KmsDiscovery && scope.Facts.KmsHost is { } left)
        {
            scope.Diagnostics.Add(
                Codes.DiscoveryOverridden, $"{scope.Facts.Title}: the registry already names the KMS host '{left}'",
                hint: Codes.DiscoveryOverridden.Hint);
        }
    }

    private static void WarnOfUncleanHive(PlanningScope scope)
    {
        if (scope.Facts.SoftwareHive is HiveCondition.Dirty or HiveCondition.PendingLog)
        {
            scope.Diagnostics.Add(
                Codes.HiveReadUnclean, $"{scope.Facts.Title}: the SOFTWARE hive was read without its transaction log",
                hint: Codes.HiveReadUnclean.Hint);
        }
    }
}
