using ProvisionKms.Catalog;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Scenarios;

namespace ProvisionKms.Rehearsal.Tests.Scenarios;

/// <summary>
/// Our script passes on every version of Windows: every scenario on the oldest and on a usual one, on the others and for each way of
/// activation those that go through all of the script. PROVISIONKMS_LARGE_TESTS=1 plays every scenario everywhere, which takes minutes more.
/// </summary>
public sealed class EveryWindowsTests
{
    private static readonly bool s_everywhere = Environment.GetEnvironmentVariable("PROVISIONKMS_LARGE_TESTS") == "1";

    /// <summary>Once through all of the script: at once, in vain, and by the task that goes on later.</summary>
    private static readonly string[] s_main = ["immediate-success", "never-reachable", "task-at-startup"];

    [Theory]
    [InlineData("windows-server-2008", "enterprise", "ovh-dedicated")]
    [InlineData("windows-server-2019", "standard", "ovh-vps")]
    public void Every_scenario_that_applies_passes(string product, string edition, string platform) =>
        Assert.InRange(PlayAll(Stage.Subject(product, edition, platform), ScenarioSet.All.Where(s => !IsOthers(s) || s.Name == "setupcomplete-exit")), 11, 20);

    /// <summary>One edition of each version; the platforms differ in a name only, so they take turns. SetupComplete.cmd is the same on all.</summary>
    [Theory]
    [InlineData("windows-server-2008-r2", "standard", "ovh-vps")]
    [InlineData("windows-server-2012", "datacenter", "ovh-dedicated")]
    [InlineData("windows-8.1", "pro", "ovh-dedicated")]
    [InlineData("windows-server-2012-r2", "standard", "ovh-vps")]
    [InlineData("windows-server-2016", "essentials", "ovh-vps")]
    [InlineData("windows-server-2022", "datacenter", "ovh-dedicated")]
    public void The_main_scenarios_pass_on_every_version(string product, string edition, string platform) =>
        PlayAll(Stage.Subject(product, edition, platform), MainScenarios());

    [Fact]
    public void Every_script_of_others_goes_on() =>
        Assert.Equal(14, PlayAll(Stage.Subject("windows-server-2022", "standard", "ovh-public-cloud"), ScenarioSet.All.Where(IsOthers)));

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

        PlayAll(Stage.Subject("windows-server-2019", "datacenter", "ovh-vps", activation), MainScenarios());
    }

    [Fact]
    public void A_recipe_without_tasks_or_time_for_a_second_attempt_passes()
    {
        var once = Stage.Usual with { RetryTask = false, Attempts = 1, Deadline = TimeSpan.Zero, Interval = TimeSpan.Zero };

        PlayAll(Stage.Subject("windows-server-2019", "standard", "ovh-vps", once), ScenarioSet.All.Where(s => !IsOthers(s)));
    }

    private static IEnumerable<Scenario> MainScenarios() => ScenarioSet.All.Where(s => s_everywhere ? !IsOthers(s) : s_main.Contains(s.Name));

    private static bool IsOthers(Scenario scenario) => scenario.Name.StartsWith("setupcomplete", StringComparison.Ordinal);

    /// <returns>How many applied.</returns>
    private static int PlayAll(Subject subject, IEnumerable<Scenario> scenarios)
    {
        _ = Wine.Machines.Template;
        var failures = scenarios.Where(s => s.Excuse(subject) is null).AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount)
            .Select(s => Stage.Play(subject, s.Name)).ToList();

        Assert.All(failures, played => Assert.True(played.Findings.Count == 0, Stage.Report(played)));
        return failures.Count;
    }
}
