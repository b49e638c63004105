using ProvisionKms.Catalog;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Scenarios;

namespace ProvisionKms.Rehearsal.Tests.Scenarios;

/// <summary>Our script passes every scenario by every method; what a SetupComplete.cmd of others does depends on none.</summary>
public sealed class EveryMethodTests
{
    [Fact]
    public void An_evaluation_is_converted_on_the_way() =>
        PlayAll(Stage.Subject("windows-server-2019", "standard-evaluation", "ovh-vps", convertTo: "standard"), ScenarioSet.All.Where(s => !IsOthers(s) || s.Name == "setupcomplete-restarts"));

    public static TheoryData<ActivationMethod, string?> Methods { get; } = new()
    {
        { ActivationMethod.KmsDiscovery, null },
        { ActivationMethod.ActiveDirectory, null },
        { ActivationMethod.Avma, "avma" },
        { ActivationMethod.Mak, Miniature.Mak },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_passes(ActivationMethod method, string? key)
    {
        var edition = WindowsCatalog.Default.Find("windows-server-2019", "datacenter")!;
        var activation = Stage.Usual with { Method = method, Key = key == "avma" ? edition.AvmaKey : key is null ? null : ProductKey.Parse(key) };

        PlayAll(Stage.Subject("windows-server-2019", "datacenter", "ovh-vps", activation), ScenarioSet.All.Where(s => !IsOthers(s)));
    }

    [Fact]
    public void A_recipe_without_tasks_or_time_for_a_second_attempt_passes()
    {
        var once = Stage.Usual with { RetryTask = false, Attempts = 1, Deadline = TimeSpan.Zero, Interval = TimeSpan.Zero };

        PlayAll(Stage.Subject("windows-server-2019", "standard", "ovh-vps", once), ScenarioSet.All.Where(s => !IsOthers(s)));
    }

    private static bool IsOthers(Scenario scenario) => scenario.Name.StartsWith("setupcomplete", StringComparison.Ordinal);

    private static void PlayAll(Subject subject, IEnumerable<Scenario> scenarios)
    {
        _ = Wine.Machines.Template;
        var failures = scenarios.Where(s => s.Excuse(subject) is null).AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount)
            .Select(s => Stage.Play(subject, s.Name)).ToList();

        Assert.All(failures, played => Assert.True(played.Findings.Count == 0, Stage.Report(played)));
    }
}
