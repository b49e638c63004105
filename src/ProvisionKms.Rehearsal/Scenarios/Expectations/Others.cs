namespace ProvisionKms.Rehearsal.Scenarios.Expectations;

/// <summary>A SetupComplete.cmd that was there before us.</summary>
internal static class Others
{
    /// <summary>What it calls when it runs alone, it calls below our block as well, in the same order.</summary>
    public static IEnumerable<Finding> CallsAreAllThere(Performance played)
    {
        var at = 0;
        foreach (var alone in played.OthersAlone)
        {
            var found = played.Calls.FindIndex(at, c => c.Call.CommandLine == alone.Call.CommandLine && c.Call.Program == alone.Call.Program);
            if (found < 0)
            {
                yield return new Finding($"'{alone.Call.CommandLine}' of the script that was there is not called any more, or not in its place", played.Calls.LastOrDefault());
                yield break;
            }

            at = found + 1;
        }
    }
}
