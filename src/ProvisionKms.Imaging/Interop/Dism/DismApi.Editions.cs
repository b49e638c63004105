using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Interop.Dism;

internal static unsafe partial class DismApi
{
    public static string? GetCurrentEdition(DismSession session)
    {
        lock (Gate)
        {
            var hresult = DismNative._DismGetCurrentEdition(session.Handle, out var edition);
            using var _ = new Owned(edition);
            Settle(session, hresult, nameof(GetCurrentEdition));
            return Text(edition);
        }
    }

    /// <summary>The editions that the image can be set to.</summary>
    public static IReadOnlyList<string> GetTargetEditions(DismSession session)
    {
        lock (Gate)
        {
            var hresult = DismNative._DismGetTargetEditions(session.Handle, out var editions, out var count);
            using var _ = new Owned(editions);
            Settle(session, hresult, nameof(GetTargetEditions));
            var found = new List<string>();
            for (var i = 0; i < count && editions is not null; i++)
            {
                found.Add(DismText.Of(editions[i].Value) ?? "");
            }

            return found;
        }
    }

    public static void SetEdition(DismSession session, string editionId, string? productKey, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        Watch("setting the edition", session, progress, watch => DismNative._DismSetEdition(
            session.Handle, editionId, productKey, watch.CancelEvent, DismProgress.Callback, watch.UserData), cancellation);
}
