using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Edits.Access;

/// <summary>Scripts that other tools put into the image, often with full control for everyone, and the folders around ours.</summary>
internal static class AccessPlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope) =>
        scope.Wants(Injection.SetupComplete)
            ? scope.Facts.OpenToOthers.Select(path => new AccessEdit(path)
            {
                Action = EditAction.Change,
                Why = "what runs as local system could be replaced by anybody who may write here",
            })
            : [];
}
