using System.Text.RegularExpressions;
using ProvisionKms.Windows.Tests.Cli;
using ProvisionKms.Windows.Tests.Dism;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Faults;

/// <summary>A run of `apply` that goes well, to be broken: which image, and what lies around.</summary>
/// <param name="fault">What goes wrong anyway; null where nothing does.</param>
internal sealed partial class FaultScenario(string name, WindowsMachine machine, Action<Bench> prepare, string? fault = null)
{
    private const string ForeignFile = "theirs.txt";

    private static readonly Lazy<byte[]> s_image = new(() => WindowsSamples.Wim(WindowsSamples.EvaluationWithAnswerFile));

    public string Name => name;

    /// <summary>A killed run's mount is there before.</summary>
    public bool HasLeftovers => name is "restarted" or "broken";

    public bool FailsAnyway => fault is not null;

    /// <summary>Which calls of this run are broken: what no run before has called, and the unmounting of what was there before.</summary>
    public bool Breaks(FaultOrder order, IReadOnlySet<string> seen) => !seen.Contains(order.Call) || (HasLeftovers && order is { Call: "DismUnmountImage", Occurrence: 1 });

    public string Faults(FaultOrder order) => fault is null ? order.Text : $"{fault};{order.Text}";

    /// <summary>All parts of servicing are used on it: the edition is set, the key installed, an answer file applied.</summary>
    public static IReadOnlyList<FaultScenario> All(WindowsMachine machine) =>
    [
        new("plain", machine, _ => { }),
        new("failing", machine, _ => { }, "call=DismApplyUnattend,occurrence=1,fault=0x80070005"),
        new("restarted", machine, bench => Stale(bench, "needs-remount")),
        new("broken", machine, bench => Stale(bench, "invalid")),
    ];

    public Bench Make()
    {
        var bench = new Bench(machine, s_image.Value, RecipeTexts.Standard);
        bench.Dism.AddMount(bench.Foreign, ForeignFile, "ok");
        Directory.CreateDirectory(Path.GetDirectoryName(bench.Output)!);
        prepare(bench);
        return bench;
    }

    public IReadOnlyList<string> CallsOfTheRun()
    {
        using var bench = Make();
        var run = bench.Dism.RunTool(fault, "apply", "recipe.yaml");
        Assert.True(run.ExitCode == 0 || FailsAnyway, run.All);
        bench.AssertClean();
        Assert.Equal([], WrongOutput(bench, run.ExitCode));
        return [.. Call().Matches(bench.Dism.Transcript).Select(match => match.Groups[1].Value)];
    }

    public IEnumerable<string> WrongOutput(Bench bench, int exitCode)
    {
        if (File.Exists(bench.Output))
        {
            if (!WimTree.Contents(bench.Output, 1).ContainsKey("/Windows/Setup/Scripts/SetupComplete.cmd") ||
                !string.Join('\n', WimTree.Registry(bench.Output, 1, "SOFTWARE")).Contains("\"KeyManagementServiceName\"=", StringComparison.Ordinal))
            {
                yield return "the output is not complete";
            }
        }
        else if (exitCode == 0)
        {
            yield return "there is no output";
        }

        if (!bench.Dism.Mounts.Contains(bench.Foreign) || Directory.GetFileSystemEntries(bench.Foreign) is not [var file] || File.ReadAllText(file) != ForeignFile)
        {
            yield return "somebody else's mount was touched";
        }
    }

    /// <summary>What a run has left that was killed with an image mounted, and the machine since restarted or its disk changed.</summary>
    private static void Stale(Bench bench, string status) => bench.Dism.AddMount(Path.Combine(bench.Dism.Temp, "provision-kms-mount-999999-1"), "left.txt", status);

    [GeneratedRegex(@"^\d+ (_?Dism\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Call();
}
