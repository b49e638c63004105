namespace ProvisionKms.Rehearsal.Scenarios.Expectations;

/// <summary>How often and how long it tries.</summary>
internal static class Patience
{
    /// <summary>First boot is not held beyond the recipe's deadline, whatever happens.</summary>
    public static IEnumerable<Finding> KeepsTheDeadline(Performance played)
    {
        var deadline = played.Subject.Deadline;
        if (played.Held > deadline)
        {
            var late = played.Calls.FirstOrDefault(c => c.Run.InSetup && c.At > deadline) ?? played.Calls.LastOrDefault(c => c.Run.InSetup);
            yield return new Finding($"first boot is held for {Seconds(played.Held)}, longer than the deadline of {Seconds(deadline)}", late);
        }
    }

    public static Expectation Activations(int exactly) => played => Count(played, exactly, exactly);

    /// <summary>As many as the recipe asks for, as far as they fit before its deadline.</summary>
    public static IEnumerable<Finding> AsManyAsTheRecipe(Performance played) =>
        Count(played, played.Subject.FewestAttempts, played.Subject.MostAttempts);

    /// <summary>Between two attempts lies the recipe's interval.</summary>
    public static IEnumerable<Finding> Pauses(Performance played)
    {
        var interval = played.Subject.Activation.Interval;
        return from pair in played.Steps("ato").Zip(played.Steps("ato").Skip(1))
               where pair.First.Run == pair.Second.Run && pair.Second.At - pair.First.At < interval
               select new Finding($"-ato is repeated after {Seconds(pair.Second.At - pair.First.At)}; the recipe's interval is {Seconds(interval)}", pair.Second);
    }

    /// <summary>It does not wait for what will not come.</summary>
    public static IEnumerable<Finding> AtOnce(Performance played)
    {
        if (played.Held > TimeSpan.Zero && played.Held >= played.Subject.Activation.Interval)
        {
            yield return new Finding($"first boot is held for {Seconds(played.Held)} although there is nothing to wait for", played.Calls.FirstOrDefault(c => c.At > TimeSpan.Zero));
        }
    }

    private static IEnumerable<Finding> Count(Performance played, int fewest, int most)
    {
        var made = played.Steps("ato").Count();
        if (made < fewest || made > most)
        {
            var expected = fewest == most ? $"{most}" : $"{fewest} to {most}";
            yield return new Finding($"activation was tried {made} times, not {expected}", played.Steps("ato").LastOrDefault() ?? played.Calls.LastOrDefault());
        }
    }

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0} s");
}
