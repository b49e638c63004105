using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>schtasks.exe: create, query, delete, run and end of tasks.</summary>
internal sealed class SchtasksProgram(TaskScheduler scheduler, VirtualClock clock) : ISimulatedProgram
{
    public IReadOnlyList<string> Names => ["schtasks"];

    public CallAnswer Answer(ProgramCall call)
    {
        var switches = new Switches(call.Arguments);
        var name = switches.After("tn") ?? "";
        if (switches.Has("create"))
        {
            return Create(name, switches);
        }

        if (switches.Has("query"))
        {
            return Query(name);
        }

        if (switches.Has("delete"))
        {
            return scheduler.Delete(name) ? Succeeded($"The scheduled task \"{name}\" was successfully deleted.") : NotFound;
        }

        return scheduler.Find(name) is null ? NotFound : Succeeded("The operation completed.");
    }

    private static CallAnswer NotFound => Printed.Lines(1, "ERROR: The system cannot find the file specified.");

    private static CallAnswer Succeeded(string text) => Printed.Succeeded($"SUCCESS: {text}");

    private CallAnswer Create(string name, Switches switches)
    {
        var schedule = (switches.After("sc") ?? "").ToUpperInvariant();
        if (name.Length == 0 || (schedule.Length == 0 && switches.After("xml") is null))
        {
            return Printed.Lines(1, "ERROR: Invalid syntax. Mandatory option missing.", "Type \"SCHTASKS /CREATE /?\" for usage.");
        }

        if (scheduler.Find(name) is not null && !switches.Has("f"))
        {
            // It would ask whether to replace it; nobody answers.
            return Printed.Lines(1, $"WARNING: The task name \"{name}\" already exists. Do you want to replace it (Y/N)?");
        }

        var every = Every(schedule, switches.Number("mo") ?? 1);
        scheduler.Register(new ScheduledTask(
            name, switches.After("tr") ?? "", switches.After("ru") ?? "", schedule == "ONSTART", every, every is null ? null : clock.Now + every));
        return Succeeded($"The scheduled task \"{name}\" has successfully been created.");
    }

    private CallAnswer Query(string name)
    {
        if (name.Length > 0 && scheduler.Find(name) is null)
        {
            return NotFound;
        }

        var tasks = scheduler.Tasks.Where(t => name.Length == 0 || t == scheduler.Find(name));
        return Printed.Lines(0, ["", @"Folder: \", .. tasks.Select(t => $"{t.Name,-40} N/A                    Ready")]);
    }

    private static TimeSpan? Every(string schedule, int modifier) => schedule switch
    {
        "MINUTE" => TimeSpan.FromMinutes(modifier),
        "HOURLY" => TimeSpan.FromHours(modifier),
        "DAILY" => TimeSpan.FromDays(modifier),
        _ => null,
    };
}
