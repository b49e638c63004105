using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Keys;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes;

/// <summary>
/// Checks that there is a key for what the recipe wants, and that a key it gives itself belongs there. Setup stops on a key of
/// another edition, so this is found before any image is touched.
/// </summary>
internal sealed class ProductKeyCheck(RecipeValues values, WindowsCatalog catalog, DiagnosticBag findings)
{
    /// <param name="candidates">What the recipe can mean; null when that is unknown and already reported.</param>
    public void Check(Activation activation, IReadOnlyList<CatalogEdition>? candidates)
    {
        var method = values.TryGet(RecipeKeys.Method, out var own) ? own.Span : activation.KeySpan;
        if (values.TryGet(RecipeKeys.Key, out var given))
        {
            CheckGiven(given.Value, activation, candidates);
        }
        else if (activation.Method == ActivationMethod.Mak && values.Given(RecipeKeys.Key) is null)
        {
            findings.Add(Codes.MakMissing, "method mak has no key", method, "add key: ${env:NAME}");
        }
        else if (activation.Method == ActivationMethod.Avma && candidates is [{ AvmaKey: null, IsEvaluation: false } only])
        {
            findings.Add(Codes.EditionHasNoKey, $"Microsoft publishes no AVMA key for {only.FullName}", method, "use method kms");
        }

        if (!activation.ConvertEvaluation && candidates is [{ IsEvaluation: true } evaluation] && values.TryGet(RecipeKeys.Edition, out var edition))
        {
            findings.Add(Codes.EditionHasNoKey, $"{evaluation.FullName} cannot be activated unless it is converted", edition.Span,
                "remove 'convertEvaluation: false'");
        }
    }

    private void CheckGiven(GivenKey given, Activation activation, IReadOnlyList<CatalogEdition>? candidates)
    {
        if (activation.Method == ActivationMethod.Mak)
        {
            CheckMak(given, activation.KeySpan);
        }
        else
        {
            CheckPublicKey(given.Key, activation, candidates);
        }
    }

    private void CheckMak(GivenKey given, SourceSpan where)
    {
        if (given.Secrecy == Secrecy.InClear)
        {
            findings.Add(Codes.MakInClear, "a MAK must not be written in clear", where, "take it from ${env:NAME}");
        }
        else if (catalog.FindByKey(given.Key) is [var known, ..])
        {
            findings.Add(Codes.ProductKeyOfAnotherChannel, $"the key …-{given.Key.LastFive} is the public key of {known.FullName}, not a MAK", where,
                "use another method");
        }
    }

    private void CheckPublicKey(ProductKey key, Activation activation, IReadOnlyList<CatalogEdition>? candidates)
    {
        var owners = catalog.FindByKey(key);
        var isAvma = activation.Method == ActivationMethod.Avma;
        if (owners.Count == 0)
        {
            findings.Add(Codes.ProductKeyUnknown, $"the key …-{key.LastFive} is not in the catalog", activation.KeySpan,
                "if it is a MAK, use method mak and take it from ${env:NAME}");
        }
        else if (owners.All(o => !key.Equals(isAvma ? o.AvmaKey : o.KmsKey)))
        {
            var method = RecipeKeys.Methods.WordOf(activation.Method);
            findings.Add(Codes.ProductKeyOfAnotherChannel,
                $"the key …-{key.LastFive} is the {(isAvma ? "KMS client" : "AVMA")} key of {Names(owners)}, which method {method} cannot use",
                activation.KeySpan, "leave 'key' out to use the catalog's");
        }
        else if (candidates is { Count: > 0 } && !candidates.Any(c => owners.Contains(c) || ConvertsToOne(c, owners)))
        {
            var wanted = candidates.Count == 1 ? candidates[0].FullName : candidates[0].ProductName;
            findings.Add(Codes.ProductKeyOfAnotherEdition, $"the key …-{key.LastFive} is for {Names(owners)}, not for {wanted}",
                activation.KeySpan, "leave 'key' out to use the catalog's");
        }
    }

    /// <summary>An evaluation edition is keyed after it was converted.</summary>
    private static bool ConvertsToOne(CatalogEdition evaluation, IReadOnlyList<CatalogEdition> owners) =>
        owners.Any(o => o.Product == evaluation.Product && evaluation.ConvertsTo.Contains(o.EditionIds[0]));

    private static string Names(IReadOnlyList<CatalogEdition> owners) =>
        owners.Count == 1 ? owners[0].FullName : $"{owners[0].FullName} and {owners.Count - 1} more";
}
