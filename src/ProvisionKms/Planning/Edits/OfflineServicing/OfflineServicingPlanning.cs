using ProvisionKms.AnswerFiles;
using ProvisionKms.Images;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Edits.OfflineServicing;

/// <summary>
/// Settings for offlineServicing in an answer file that lies in the image are applied by nobody but DISM: Windows Setup runs
/// this pass between copying an image and its first start, and takes the answer file for it from its own folder, the media or
/// removable disks, never from the image; from the first start on, the pass is over. The mark that Windows itself sets on a
/// pass that was processed keeps it from being applied twice.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/how-configuration-passes-work
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-automation-overview
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/dism-unattended-servicing-command-line-options
/// </summary>
internal static class OfflineServicingPlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope) => Find(scope) is not { } found ? [] :
    [
        new OfflineServicingEdit(found.Path, found.Marked, found.Before, IsLast: scope.Image.IsConverted)
        {
            Action = EditAction.Change,
            Why = "nothing else would apply them: Windows Setup takes this pass from its media, not from an answer file in the image",
        },
    ];

    /// <summary>The file with the pass marked, which is what the product key is merged into.</summary>
    public static byte[]? Before(PlanningScope scope, ImagePath path, byte[]? content) =>
        Find(scope) is { } found && found.Path.Equals(path) ? found.Marked : content;

    /// <summary>
    /// Only the first file in Windows' search order: as for every pass, those below it are not read. A directory is edited
    /// where it is, and what the pass would change all over it could not be undone.
    /// </summary>
    private static Pending? Find(PlanningScope scope)
    {
        if (scope.Kind == ImageKind.Directory || scope.Facts.Servicing is not { CurrentEdition: not null } || !scope.Wants(Injection.AnswerFile))
        {
            return null;
        }

        return AnswerFilePlacement.Choose(scope.Facts)
            .Select(choice => Of(choice.Path, scope.Content(choice.Path)))
            .FirstOrDefault(pending => pending is not null);
    }

    private static Pending? Of(ImagePath path, byte[]? content) =>
        content is not null && OfflineServicingPass.MarkProcessed(content) is { } marked ? new Pending(path, content, marked) : null;

    private sealed record Pending(ImagePath Path, byte[] Before, byte[] Marked);
}
