using ProvisionKms.Catalog;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Scenarios;

namespace ProvisionKms.Rehearsal.Tests.Scenarios;

/// <summary>Our script passes every scenario on every version of Windows.</summary>
public sealed class EveryWindowsTests
{
    /// <summary>One edition of each version; the platforms differ in a name only, so they take turns. SetupComplete.cmd is the same on all.</summary>
    public static TheoryData<string, string, string> Editions { get; } = new()
    {
        { "windows-server-2008", "enterprise", "ovh-dedicated" },
        { "windows-server-2008-r2", "standard", "ovh-vps" },
        { "windows-server-2012", "datacenter", "ovh-dedicated" },
        { "windows-server-2012-r2", "standard", "ovh-vps" },
        { "windows-server-2019", "standard", "ovh-dedicated" },
    };

    [Theory]
    [MemberData(nameof(Editions))]
    public void Every_scenario_that_applies_passes(string product, string edition, string platform)
    {
        var subject = Stage.Subject(product, edition, platform);

        Assert.InRange(PlayAll(subject, ScenarioSet.All.Where(s => !IsOthers(s) || s.Name == "setupcomplete-exit")), 11, 20);
    }

    [Fact]
    public void Every_script_of_others_goes_on() =>
        Assert.Equal(14, PlayAll(Stage.Subject("windows-server-2022", "standard", "ovh-public-cloud"), ScenarioSet.All.Where(IsOthers)));

    [Theory]
    [InlineData("windows-server-2008", "standard", "ovh-vps")]
    [InlineData("windows-server-2008-r2", "datacenter", "ovh-dedicated")]
    [InlineData("windows-server-2012", "standard", "ovh-vps")]
    [InlineData("windows-8.1", "pro", "ovh-dedicated")]
    [InlineData("windows-server-2016", "essentials", "ovh-vps")]
    public void The_main_scenarios_pass_on_the_other_platform(string product, string edition, string platform) =>
        PlayAll(Stage.Subject(product, edition, platform), ScenarioSet.All.Where(s => s.Name is "immediate-success" or "never-reachable" or "task-at-startup"));

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
