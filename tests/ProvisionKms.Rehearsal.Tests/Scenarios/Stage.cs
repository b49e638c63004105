using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Scenarios;
using ProvisionKms.Rehearsal.Scripts;
using ProvisionKms.Rehearsal.Simulation;
using ProvisionKms.Rehearsal.Tests.Wine;

namespace ProvisionKms.Rehearsal.Tests.Scenarios;

/// <summary>Subjects as they come out of images, without an image, and scenarios by name.</summary>
internal static class Stage
{
    public static readonly Activation Usual = new(
        ActivationMethod.Kms, null, new SourceSpan("recipe.yaml"), ConvertEvaluation: true, Attempts: 4, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), RetryTask: true);

    /// <summary>With the payload that apply would put in.</summary>
    public static Subject Subject(string product, string edition, string platform, Activation? activation = null, string? convertTo = null)
    {
        var found = WindowsCatalog.Default.Find(product, edition)!;
        var target = convertTo is null ? found : WindowsCatalog.Default.Find(product, convertTo)!;
        var does = activation ?? Usual;
        var kms = does.Method == ActivationMethod.Kms ? WindowsCatalog.Default.FindPlatform(platform)!.Kms : null;
        var key = does.Key ?? target.KmsKey!;
        var settings = new FirstBootSettings(
            does.Method, key, kms, does.Attempts, does.Interval, does.Deadline, does.RetryTask, convertTo is null ? null : target.EditionIds[0]);
        return Subject(new WindowsProfile(found, target, key, does.Method, kms), does, Payload.Create(settings, TemplateFolder.Default));
    }

    /// <summary>With an Activate.cmd of somebody's own.</summary>
    public static Subject Subject(string activate, Activation? activation = null)
    {
        var subject = Subject("windows-server-2019", "standard", "ovh-dedicated", activation);
        return Subject(subject.Windows, subject.Activation, [new PayloadFile(Payload.Folder / Payload.ScriptName, Encoding.ASCII.GetBytes(activate.ReplaceLineEndings("\r\n")))]);
    }

    public static Played Play(Subject subject, string scenario) =>
        new Player(Machines.Template).Play(subject, ScenarioSet.All.Single(s => s.Name == scenario), TestContext.Current.CancellationToken);

    /// <summary>What is wrong, in a form that tells a developer everything.</summary>
    public static string Report(Played played)
    {
        var findings = played.Findings.Select(f => $"  ! {f.What} (call {f.Call?.Number}, log line {f.LogLine ?? f.Call?.LogLines})");
        var calls = played.Performance.Calls.Select(c => $"  {c.Number} +{c.At.TotalSeconds} {c.Call.CommandLine} -> {c.Answer.ExitCode}");
        return string.Join('\n', [played.Scenario.Name, .. findings, .. calls, .. played.Performance.Snapshots is [.., var end] ? end.Log : []]);
    }

    private static Subject Subject(WindowsProfile windows, Activation activation, IReadOnlyList<PayloadFile> payload)
    {
        var setup = new PayloadFile(WindowsLayout.SetupComplete, SetupCompleteMerge.Merge(null).Content!);
        var scripts = new FirstBootScripts([.. payload, setup], [], RunsSetup: true, [], []);
        return new Subject([new ImageIndex(1)], windows, activation.KeyIsSecret, activation, scripts);
    }
}
