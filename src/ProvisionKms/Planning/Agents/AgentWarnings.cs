using System.Globalization;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Planning.Triggers;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Agents;

/// <summary>
/// Says which agent sets what the activation script sets, and who wins. Windows keeps what was written last: an agent of the
/// specialize pass comes before SetupComplete.cmd, a service or task of the finished system after it.
/// </summary>
internal static class AgentWarnings
{
    /// <summary>Against a recipe: only what is really in the way of it.</summary>
    public static void Add(PlanningScope scope)
    {
        var findings = AgentSurvey.Find(scope.Facts);
        scope.Diagnostics.AddRange(findings.SelectMany(f => About(f, scope.Facts, scope.Trigger, Conflicts(f, scope))));
        if (findings.FirstOrDefault(f => f.Agent.ReplacesSetupComplete == "by-command") is { } tool && scope.Trigger.SetupComplete == SetupCompleteRun.AfterAudit)
        {
            scope.Diagnostics.Add(
                Codes.AgentReplacesScript,
                $"{scope.Facts.Title}: {tool.Agent.Name}'s SetSetupComplete.cmd, when it is run in audit mode, writes SetupComplete.cmd anew",
                hint: Codes.AgentReplacesScript.Hint);
        }

        AddScript(scope);
    }

    /// <summary>Without a recipe: whatever sets a key or a host.</summary>
    public static IEnumerable<Diagnostic> OfImage(ImageFacts facts)
    {
        var trigger = TriggerDecision.Of(facts);
        return AgentSurvey.Find(facts).SelectMany(f => About(f, facts, trigger, What(f)));
    }

    private static IEnumerable<Diagnostic> About(AgentFinding finding, ImageFacts facts, FirstBootTrigger trigger, IReadOnlyList<string> sets)
    {
        if (finding.IsUnreadable)
        {
            yield return new(
                Codes.AgentUnreadable, $"{facts.Title}: {finding.Agent.Name} is in the image, and '{finding.File}' cannot be read", Hint: Codes.AgentUnreadable.Hint);
        }

        if (sets.Count > 0 && !finding.IsDisabled)
        {
            yield return new Diagnostic(
                Codes.AgentSetsToo,
                $"{facts.Title}: {finding.Agent.Name} ({finding.File}) sets {string.Join(" and ", sets)}; {Winner(finding, trigger)}",
                Hint: finding.Agent.Remedy)
            {
                Severity = finding.Agent.RunsBefore ? Severity.Note : Severity.Warning,
            };
        }
    }

    /// <summary>Services start while start-up scripts run: nobody says in which order.</summary>
    private static string Winner(AgentFinding finding, FirstBootTrigger trigger) =>
        finding.Agent.RunsBefore ? "it runs before the activation script, which sets its own and so wins"
        : trigger.SetupComplete == SetupCompleteRun.No ? "it runs at about the same time as the start-up script, and the later one wins"
        : finding.Agent.UnlessActivated ? "it runs after the activation script, and wins unless that has activated Windows by then"
        : "it runs after the activation script, has the last word and so wins";

    private static IReadOnlyList<string> What(AgentFinding finding) =>
        [.. new[] { finding.SetsKey ? "a product key" : null, finding.KmsHost is { } host ? $"the KMS host {host}" : null }.OfType<string>()];

    /// <summary>
    /// A KMS host is in the way of another one, and of a search for one. Keys are those of KMS clients, and are set only where
    /// none is current or nothing is activated: they are in the way of other kinds of key.
    /// </summary>
    private static IReadOnlyList<string> Conflicts(AgentFinding finding, PlanningScope scope)
    {
        var method = scope.Recipe.Activation.Method;
        var isOtherHost = method == ActivationMethod.KmsDiscovery ||
            (method == ActivationMethod.Kms && !IsSame(finding.KmsHost, scope.Host));
        var isOtherKey = method is ActivationMethod.Avma or ActivationMethod.Mak;
        return What(finding with
        {
            SetsKey = finding.SetsKey && isOtherKey,
            KmsHost = isOtherHost ? finding.KmsHost : null,
        });
    }

    private static bool IsSame(string? named, KmsHost? host)
    {
        if (named?.Split(':') is not [var name, .. var rest] || host is null)
        {
            return false;
        }

        var port = rest is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : KmsHost.DefaultPort;
        return name.Equals(host.Name, StringComparison.OrdinalIgnoreCase) && port == host.Port;
    }

    /// <summary>What is below our block runs after it.</summary>
    private static void AddScript(PlanningScope scope)
    {
        var path = scope.Spelled(WindowsLayout.SetupComplete);
        if (scope.Content(path) is not { } script)
        {
            return;
        }

        foreach (var content in SetupCompleteContents.Recognise(script).Where(c => c.Competes))
        {
            scope.Diagnostics.Add(
                Codes.ScriptSetsToo, $"SetupComplete.cmd sets {content.Name} itself, after the activation script: it has the last word and so wins",
                new SourceSpan(scope.Named(path), content.Line, 1), Codes.ScriptSetsToo.Hint);
        }
    }
}
