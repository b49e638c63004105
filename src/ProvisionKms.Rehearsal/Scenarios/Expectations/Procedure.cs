namespace ProvisionKms.Rehearsal.Scenarios.Expectations;

/// <summary>The steps of the manual procedure, in its order: -upk, -ipk, -skms or -ckms, -ato.</summary>
internal static class Procedure
{
    /// <summary>All steps of the method were made, each for the first time after the one before it.</summary>
    public static IEnumerable<Finding> InOrder(Performance played)
    {
        PlayedCall? before = null;
        foreach (var verb in Verbs(played.Subject))
        {
            if (played.Steps(verb).FirstOrDefault() is not { } first)
            {
                yield return new Finding($"-{verb} was never called", before ?? played.Calls.LastOrDefault());
                continue;
            }

            if (before is not null && first.Number < before.Number)
            {
                yield return new Finding($"-{verb} comes before -{before.Step!.Verb}; the order is {string.Join(", ", Verbs(played.Subject).Select(v => $"-{v}"))}", first);
            }

            before = first;
        }
    }

    /// <summary>No key and no host but those of the recipe, whatever comes of it.</summary>
    public static IEnumerable<Finding> OnlyOfTheRecipe(Performance played)
    {
        var wanted = played.Subject.Windows;
        foreach (var call in Own(played, "ipk"))
        {
            if (call.Step!.Value.Length > 0 && !call.Step.Value.Trim('"').Equals(wanted.Key.Reveal(), StringComparison.OrdinalIgnoreCase))
            {
                yield return new Finding($"installs a key that is not the recipe's, which ends in {wanted.Key.LastFive}", call);
            }
        }

        foreach (var call in Own(played, "skms"))
        {
            if (!played.Windows.Network.IsSet(call.Step!.Value.Trim('"')))
            {
                yield return new Finding($"sets a KMS host that is not the recipe's, {wanted.Kms?.ToString() ?? "which has none"}", call);
            }
        }
    }

    /// <summary>Until an answer came that cannot change, and not once more.</summary>
    public static Expectation Once(string verb) => played => played.Steps(verb).Skip(1).Take(1)
        .Select(call => new Finding($"-{verb} is tried again after an answer that will not change", call));

    public static Expectation Never(string verb) => played => played.Steps(verb).Take(1)
        .Select(call => new Finding($"-{verb} must not be called here", call));

    /// <summary>Others' scripts may do as they like.</summary>
    private static IEnumerable<PlayedCall> Own(Performance played, string verb) =>
        played.Steps(verb).Where(c => played.OthersAlone.All(o => o.Call.CommandLine != c.Call.CommandLine));

    private static IEnumerable<string> Verbs(Subject subject)
    {
        if (!subject.KeyComesWithSetup)
        {
            yield return "upk";
            yield return "ipk";
        }

        if (subject.Windows.Kms is not null)
        {
            yield return "skms";
        }
        else if (subject.Windows.Method == Recipes.ActivationMethod.KmsDiscovery)
        {
            yield return "ckms";
        }

        yield return "ato";
    }
}
