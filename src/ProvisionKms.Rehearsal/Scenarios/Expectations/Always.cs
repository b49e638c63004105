using ProvisionKms.FirstBoot;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios.Expectations;

/// <summary>What holds in every scenario.</summary>
internal static class Always
{
    public static IReadOnlyList<Expectation> All { get; } =
        [EndsByItself, Patience.KeepsTheDeadline, NoRestartInSetup, FolderIsProtected, Procedure.OnlyOfTheRecipe, NoSecretIsShown];

    private static IEnumerable<Finding> EndsByItself(Performance played) =>
        from run in played.Runs
        where run.Stopped is not null
        select new Finding($"{run.Title} did not end and was stopped: {run.Stopped}", played.Calls.LastOrDefault(c => c.Run == run));

    /// <summary>
    /// A restart from SetupComplete.cmd leaves the system in a bad state, and no edition is changed before Setup has ended
    /// (learn.microsoft.com, "Add a custom script to Windows Setup").
    /// </summary>
    private static IEnumerable<Finding> NoRestartInSetup(Performance played) =>
        from call in played.Calls
        where call.Run.InSetup && played.Subject.Scripts.RunsSetup && Restarts(call) && played.OthersAlone.All(o => o.Call.CommandLine != call.Call.CommandLine)
        select new Finding("Windows Setup does not survive a restart or a change of edition from SetupComplete.cmd", call);

    private static bool Restarts(PlayedCall call)
    {
        var switches = new Switches(call.Call.Arguments);
        return call.Call.Program == "dism" ? switches.Of("set-edition") is not null
            : call.Call.Program == "shutdown" && (switches.Has("r") || switches.Has("s") || switches.Has("g"));
    }

    /// <summary>What runs as SYSTEM must not be writable by ordinary users.</summary>
    private static IEnumerable<Finding> FolderIsProtected(Performance played)
    {
        var call = played.Calls.LastOrDefault(c => c.Call.Program == "icacls");
        if (played.Windows.Security.WhyOpen($@"C:\{Payload.Folder}") is { } why)
        {
            yield return new Finding($"ordinary users may be able to change {Payload.Folder}: {why}", call);
        }

        foreach (var name in played.Windows.Security.NamesUsed)
        {
            yield return new Finding($"'{name}' is a name that differs with the language of Windows; an identifier (*S-1-…) does not", call);
        }
    }

    private static IEnumerable<Finding> NoSecretIsShown(Performance played)
    {
        if (!played.Subject.KeyIsSecret)
        {
            return [];
        }

        var secret = played.Subject.Windows.Key.Reveal();
        var log = played.AtEnd.Log.Select((text, index) => (text, index))
            .Where(l => Holds(l.text)).Select(l => new Finding("the secret key is in the log", LogLine: l.index + 1));
        var result = Holds(played.AtEnd.ResultText) ? [new Finding("the secret key is in the result")] : Array.Empty<Finding>();
        var calls = played.Calls
            .Where(c => Holds(c.Call.CommandLine) && !c.Is("ipk") && c.Call.Program != "dism")
            .Select(c => new Finding($"the secret key is in the command line of {c.Call.Program}", c));
        var events = played.Windows.Events.Entries.Where(e => Holds(e.Text)).Select(_ => new Finding("the secret key is in the event log"));
        return [.. log, .. result, .. calls, .. events];

        bool Holds(string? text) => text?.Contains(secret, StringComparison.OrdinalIgnoreCase) == true;
    }
}
