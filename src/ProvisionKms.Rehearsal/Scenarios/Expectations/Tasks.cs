using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios.Expectations;

/// <summary>The scheduled tasks that go on after first boot.</summary>
internal static class Tasks
{
    /// <summary>Nothing is left that would run for nothing.</summary>
    public static IEnumerable<Finding> None(Performance played) =>
        from task in Own(played, played.AtEnd)
        select new Finding($"the task \"{task.Name}\" is still registered", Registration(played, task));

    /// <summary>Where the recipe wants it: at the next start and by the clock, as SYSTEM; else none.</summary>
    public static IEnumerable<Finding> AsTheRecipe(Performance played) =>
        played.Subject.Activation.RetryTask ? Registered(played, played.Snapshots[0]) : None(played);

    public static IEnumerable<Finding> Registered(Performance played, Snapshot at)
    {
        var tasks = Own(played, at).ToList();
        if (!tasks.Exists(t => t.AtStart))
        {
            yield return new Finding("no task is registered that goes on at the next start", played.Calls.LastOrDefault());
        }

        if (!tasks.Exists(t => t.Every is { } every && every <= TimeSpan.FromHours(1)))
        {
            yield return new Finding("no task is registered that goes on within the hour", played.Calls.LastOrDefault());
        }

        foreach (var task in tasks.Where(t => !t.RunsAsSystem))
        {
            yield return new Finding($"the task \"{task.Name}\" runs as {task.RunAs}, not as SYSTEM", Registration(played, task));
        }
    }

    /// <summary>Tasks that somebody else's script registers are its own affair.</summary>
    private static IEnumerable<ScheduledTask> Own(Performance played, Snapshot at) => at.Tasks.Where(t => !played.OthersAlone.Any(c => Registers(c, t)));

    private static PlayedCall? Registration(Performance played, ScheduledTask task) => played.Calls.LastOrDefault(c => Registers(c, task));

    private static bool Registers(PlayedCall call, ScheduledTask task) =>
        call.Call.Program == "schtasks" && call.Call.Arguments.Contains(task.Name, StringComparer.OrdinalIgnoreCase) && new Switches(call.Call.Arguments).Has("create");
}
