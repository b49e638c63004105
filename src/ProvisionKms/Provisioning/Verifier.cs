using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>
/// Asks a result, opened afresh, whether every planned edit is there and nothing else is different. Trusts nothing that
/// was remembered from apply; of the source it knows the baseline that was taken before.
/// </summary>
internal static class Verifier
{
    /// <summary>Only whether the edits are there.</summary>
    public static Verification Presence(Plan plan, IImageSession result) =>
        new(plan.Images.Sum(i => i.Edits.Count), Missing(plan, result, (edit, tree) => edit.IsPresent(tree)), []);

    public static Verification Compare(
        Plan plan, IImageSession source, Baseline baseline, IImageSession result, CancellationToken cancellation) =>
        Presence(plan, result) with { UnplannedChanges = Changes(source, baseline, result, cancellation) };

    /// <summary>Whether the result is just what applying the plan to the source would make.</summary>
    public static bool IsExact(Plan plan, IImageSession source, Baseline baseline, IImageSession result, CancellationToken cancellation) =>
        result.Kind == source.Kind &&
        Missing(plan, result, (edit, tree) => edit.IsExactIn(tree)).Count == 0 &&
        Changes(source, baseline, result, cancellation).Count == 0;

    private static List<string> Missing(Plan plan, IImageSession result, Func<Edit, IImageTree, bool> isThere) =>
    [
        .. plan.Images.SelectMany(image => image.Edits
            .Where(edit => !result.Indexes.Contains(image.Index) || !isThere(edit, result.Tree(image.Index)))
            .Select(edit => $"index {image.Index}: {edit.Kind} {edit.Target}")),
    ];

    private static List<string> Changes(IImageSession source, Baseline baseline, IImageSession result, CancellationToken cancellation)
    {
        if (!result.Indexes.SequenceEqual(source.Indexes))
        {
            return [$"the images are {string.Join(", ", result.Indexes)} in place of {string.Join(", ", source.Indexes)}"];
        }

        return
        [
            .. baseline.Images.OrderBy(i => i.Key.Value).SelectMany(i =>
                Properties(i.Value, result.Tree(i.Key))
                    .Concat(Files(i.Value, source.Tree(i.Key), result.Tree(i.Key), cancellation))
                    .Select(change => $"index {i.Key}: {change}")),
        ];
    }

    private static IEnumerable<string> Properties(ImageBaseline before, IImageTree after) =>
        before.Properties
            .Where(p => after.GetProperty(p.Key) != p.Value)
            .Select(p => $"property {p.Key} was '{p.Value}', is '{after.GetProperty(p.Key)}'");

    private static IReadOnlyList<string> Files(ImageBaseline before, IImageTree source, IImageTree after, CancellationToken cancellation)
    {
        if (TreeSum.Of(after, before.Planned, cancellation) == before.Sum)
        {
            return [];
        }

        var named = Differences.Between(source, after, before.Planned, cancellation);
        return named.Count > 0 ? named : ["something beside the planned files"];
    }
}
