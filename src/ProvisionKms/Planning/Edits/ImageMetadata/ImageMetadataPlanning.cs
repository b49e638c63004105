using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.ImageMetadata;

internal static class ImageMetadataPlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope) =>
        scope.Kind.HasDescription()
            ? scope.Image.Verdict.Lost.Select(lost => new ImageMetadataEdit(lost.Key, lost.Value)
            {
                Action = EditAction.Create,
                Why = "the WIM's description has lost it, the SOFTWARE hive still says it; without it Setup fails to validate the product key",
            })
            : [];
}
