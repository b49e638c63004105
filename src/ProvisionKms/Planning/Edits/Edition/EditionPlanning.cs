namespace ProvisionKms.Planning.Edits.Edition;

/// <summary>An evaluation becomes the full edition before its first boot, where its own servicing stack offers that.</summary>
internal static class EditionPlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope) => scope.Image.OfflineEdition is not { } id ? [] :
    [
        new EditionEdit(id, scope.Target.EditionIds)
        {
            Action = EditAction.Change,
            Why = $"{scope.Image.Edition.Name} takes no product key; the image's servicing stack lists {scope.Target.Name} among what it can be set to " +
                "offline, so that nothing has to be converted at first boot",
        },
    ];
}
