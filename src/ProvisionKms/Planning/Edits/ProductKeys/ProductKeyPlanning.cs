using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Edits.ProductKeys;

/// <summary>
/// Where the image's servicing stack can be asked, it gets the product key too: it checks the key against the licences that
/// are really in the image, before anything is written. Every method that installs a key wants this, but for a MAK:
/// servicing keeps logs that are not all ours (those of CBS, in the image and on the host), and no page of Microsoft says that
/// no key gets into them. The answer file and the script install a MAK.
/// </summary>
internal static class ProductKeyPlanning
{
    /// <param name="others">All other edits of the image.</param>
    public static IEnumerable<Edit> Edits(PlanningScope scope, IReadOnlyList<Edit> others) => !IsWanted(scope) ? [] :
    [
        new ProductKeyEdit(scope.Key, scope.Target.FullName, AfterEdition: scope.Image.OfflineEdition is not null)
        {
            Action = others.All(e => e.Action == EditAction.Keep) ? EditAction.Keep : EditAction.Create,
            Why = "the image's servicing stack checks it before anything is written, and installs it; " +
                (scope.Image.OfflineEdition is not null
                    ? "Microsoft documents this for an edition that was set offline"
                    : "Microsoft documents this only after an edition was set offline, so the answer file and the script bring the key as well") +
                "; nothing reads it back, so it is set whenever another edit is made",
        },
    ];

    private static bool IsWanted(PlanningScope scope) =>
        scope is { Facts.Servicing.CurrentEdition: not null, Image.IsConverted: false, KeyIsSecret: false } &&
        (scope.Wants(Injection.AnswerFile) || scope.Wants(Injection.SetupComplete));
}
