using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ProvisionKms.Windows.Tests.Cli;
using ProvisionKms.Windows.Tests.Dism;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Faults;

/// <summary>
/// Every call of DISM that `apply` makes, gone wrong in every way: it fails, it is cancelled by Ctrl+C, the process is killed
/// before it or after it. Which calls there are is taken from runs that go well. Whatever happens, the source is as it was, the
/// output absent or complete, nothing of ours mounted or left, somebody else's mount untouched.
/// </summary>
public sealed partial class FaultMatrixTests(WindowsMachine machine, ITestOutputHelper output)
{
    private const string AccessDenied = "0x80070005";
    private const int Killed = 137;
    private const int Cancelled = 130;

    /// <summary>Failures that a user is told of: apply failed, the machine lacks something, the image is unusable.</summary>
    private static readonly int[] s_failures = [1, 4, 5];

    /// <summary>After these, and after these alone, something is different outside of the process.</summary>
    private static readonly string[] s_lasting = ["DismMountImage", "DismUnmountImage", "DismOpenSession", "DismCloseSession", "_DismSetEdition", "_DismSetProductKey"];

    private static readonly string[] s_api =
        [.. File.ReadAllLines(ProvisionKms.Tests.Repository.Path("tests", "native", "dism-double", "dismapi.def")).Select(line => line.Trim()).Where(line => line.Contains("Dism", StringComparison.Ordinal))];

    [Fact]
    public void Whatever_goes_wrong_nothing_is_left_and_the_source_is_untouched()
    {
        var orders = Plan();
        var rows = new ConcurrentDictionary<(FaultScenario, FaultOrder), FaultRow>();

        Parallel.ForEach(orders, new ParallelOptions { MaxDegreeOfParallelism = 2 }, row => rows[row] = Try(row.Scenario, row.Order));

        var all = orders.Select(row => rows[row]).ToList();
        var table = FaultTable.Of(all, s_api.Except(orders.Select(row => row.Order.Call)));
        output.WriteLine(table);
        FaultTable.Keep(table);
        Assert.True(all.Count > 60, $"only {all.Count} rows");
        Assert.True(all.TrueForAll(row => row.Wrong is []), table);
    }

    private List<(FaultScenario Scenario, FaultOrder Order)> Plan()
    {
        var plan = new List<(FaultScenario, FaultOrder)>();
        var seen = new HashSet<string>();
        foreach (var scenario in FaultScenario.All(machine))
        {
            var calls = scenario.CallsOfTheRun();
            plan.AddRange(Orders(calls).Distinct().Where(order => scenario.Breaks(order, seen)).Select(order => (scenario, order)));
            seen.UnionWith(calls);
        }

        return plan;
    }

    /// <summary>The first and the last of each call; killed in between only where a call lasts.</summary>
    private static IEnumerable<FaultOrder> Orders(IReadOnlyList<string> calls) =>
        from name in calls.GroupBy(call => call)
        from occurrence in (int[])[1, name.Count()]
        from fault in (string[])[AccessDenied, "cancel", "kill-before", .. s_lasting.Contains(name.Key) ? ["kill-after"] : Array.Empty<string>()]
        where occurrence == 1 || s_lasting.Contains(name.Key)
        select new FaultOrder(name.Key, occurrence, name.Count(), fault);

    private static FaultRow Try(FaultScenario scenario, FaultOrder order)
    {
        try
        {
            using var bench = scenario.Make();
            var run = bench.Dism.RunTool(scenario.Faults(order), "apply", "recipe.yaml", "--format", "json");
            var wrong = new List<string>();
            if (!IsExpected(scenario, order, run.ExitCode))
            {
                wrong.Add($"exit code {run.ExitCode}: {Short(run)}");
            }

            if (run.Error.Contains("   at ", StringComparison.Ordinal))
            {
                wrong.Add($"a stack trace: {Short(run)}");
            }

            var recovery = "-";
            if (order.Kills || (run.ExitCode != 0 && scenario.HasLeftovers))
            {
                // Nothing is tidied up for a run that has failed before it came to that.
                recovery = Recover(bench, order, wrong);
            }

            // A doctor makes no output: it is absent, or complete.
            wrong.AddRange(bench.Traces());
            wrong.AddRange(scenario.WrongOutput(bench, recovery switch { "-" => run.ExitCode, "doctor" => Killed, _ => 0 }));
            return new FaultRow(order, scenario.Name, $"{run.ExitCode}", recovery, wrong);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new FaultRow(order, scenario.Name, "?", "-", [error.Message.ReplaceLineEndings(" ")]);
        }
    }

    private static bool IsExpected(FaultScenario scenario, FaultOrder order, int exitCode) => order.Fault switch
    {
        "cancel" => exitCode is Cancelled || (scenario.FailsAnyway && s_failures.Contains(exitCode)) || (exitCode is 0 && IsAfterTheWork(order)),
        AccessDenied => s_failures.Contains(exitCode) || (exitCode is 0 && IsHarmless(order)),
        _ => exitCode is Killed,
    };

    /// <summary>By then the output is verified and in its place.</summary>
    private static bool IsAfterTheWork(FaultOrder order) => order.Occurrence == order.Of && order.Call is "DismShutdown" or "DismUnmountImage" or "DismCloseSession" or "DismDelete";

    /// <summary>Where there is a second way, or only tidying fails, and is tried again.</summary>
    private static bool IsHarmless(FaultOrder order) => order.Call is "DismDelete" or "DismShutdown" or "DismGetMountedImageInfo" or "DismCloseSession" or "DismUnmountImage"
        or "DismRemountImage" or "DismCleanupMountpoints" or "_DismGetTargetEditions" or "_DismGetCurrentEdition";

    /// <summary>Half of them by `doctor --repair`, half by the next run.</summary>
    private static string Recover(Bench bench, FaultOrder order, List<string> wrong)
    {
        string[] command = order.Fault == "kill-before" ? ["doctor", "--repair", "out"] : ["apply", "recipe.yaml"];
        var run = bench.Run(command);
        if (run.ExitCode != 0)
        {
            wrong.Add($"{command[0]}: exit code {run.ExitCode}: {Short(run)}");
        }

        return command[0];
    }

    private static string Short(WindowsProcess run) => Blanks().Replace(run.Error + run.Out, " ") is { Length: > 300 } text ? text[..300] : Blanks().Replace(run.Error + run.Out, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
