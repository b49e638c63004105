namespace ProvisionKms.Rehearsal.Scenarios.Expectations;

/// <summary>What the licence of Windows must be at the end.</summary>
internal static class Licence
{
    /// <summary>Activated with the recipe's key, at the recipe's host.</summary>
    public static IEnumerable<Finding> Activated(Performance played)
    {
        var (licensing, wanted) = (played.Windows.Licensing, played.Subject.Windows);
        if (licensing.Key?.Equals(wanted.Key) != true)
        {
            yield return new Finding($"the key of {wanted.Target.FullName} that ends in {wanted.Key.LastFive} is not installed", played.Steps("ipk").LastOrDefault());
        }

        if (wanted.Kms is { } kms && !played.Windows.Network.IsSet(licensing.Host))
        {
            yield return new Finding($"the KMS host is {licensing.Host ?? "not set"} at the end, not {kms}", played.Steps("skms").LastOrDefault());
        }

        if (wanted.Kms is null && licensing.Host is { } host)
        {
            yield return new Finding($"the KMS host {host} is set, which switches off looking for one", played.Steps("skms").LastOrDefault());
        }

        if (!licensing.IsActivated)
        {
            var last = played.Steps("ato").LastOrDefault();
            yield return new Finding(last is null ? "Windows was never asked to activate (-ato)" : "Windows is not activated at the end", last ?? played.LastStep);
        }
    }

    public static IEnumerable<Finding> NotActivated(Performance played)
    {
        if (played.Windows.Licensing.IsActivated)
        {
            yield return new Finding("Windows is activated although nothing could activate it", played.LastStep);
        }
    }

    /// <summary>An evaluation keeps the key that it came with.</summary>
    public static IEnumerable<Finding> NotKeyed(Performance played) =>
        played.Steps("ipk").Take(1).Select(call => new Finding("a key is installed although the edition that it is for was never reached", call));

    /// <summary>What is activated already is left alone.</summary>
    public static IEnumerable<Finding> Untouched(Performance played) =>
        from call in played.Calls
        where call.Step is not null || call.Call.Program == "dism"
        select new Finding("Windows is activated with this very key, and must be left alone", call);
}
