using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>
/// A whole image in one number before it is known what will be edited: the paths that edits can touch are kept apart, and
/// counted in again when the plan leaves them alone. Taken while the image is being inspected, because to read it again
/// later costs a backend as much as the first time.
/// </summary>
internal sealed record TreeSurvey(TreeSum Rest, IReadOnlyDictionary<string, TreeSum> Apart)
{
    private static readonly HashSet<string> Editable = new(
        WindowsLayout.FilesOfInterest.Append(WindowsLayout.SoftwareHive).SelectMany(p => p.Ancestors().Prepend(p)).Select(p => p.ToString()),
        StringComparer.OrdinalIgnoreCase);

    public static TreeSurvey Of(IImageTree tree, FingerprintUse use, CancellationToken cancellation)
    {
        var rest = new TreeSum();
        var apart = new Dictionary<string, TreeSum>(StringComparer.OrdinalIgnoreCase);
        tree.Fingerprint(
            use,
            entry =>
            {
                if (Editable.Contains(entry.Path))
                {
                    apart[entry.Path] = apart.GetValueOrDefault(entry.Path) + entry;
                }
                else
                {
                    rest += entry;
                }
            },
            cancellation);
        return new(rest, apart);
    }

    /// <summary>The sum of all but the planned paths; null when one of them was not kept apart.</summary>
    public TreeSum? Except(PathSet planned) =>
        planned.All(Editable.Contains) ? Apart.Where(a => !planned.Contains(a.Key)).Aggregate(Rest, (sum, a) => sum + a.Value) : null;
}
