using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Provisioning;

/// <summary>
/// Asks a result, opened afresh, whether every planned edit is there and nothing else is different. Trusts nothing that
/// was remembered from apply; of the source it knows the baseline that was taken before.
/// </summary>
internal static class Verifier
{
    /// <summary>Only whether the edits are there.</summary>
    public static Verification Presence(Plan plan, IImageSession result, CancellationToken cancellation) =>
        OfMedia(plan, result, (edit, tree) => edit.IsPresent(tree), _ => []) +
        Examine(plan, result, [.. plan.Images.Select(i => i.Index)], (edit, tree) => edit.IsPresent(tree), _ => [], cancellation);

    public static Verification Compare(
        Plan plan, IImageSession source, Baseline baseline, IImageSession result, CancellationToken cancellation) =>
        Examine(plan, source, baseline, result, (edit, tree) => edit.IsPresent(tree), cancellation);

    /// <summary>Whether the result is just what applying the plan to the source would make.</summary>
    public static bool IsExact(Plan plan, IImageSession source, Baseline baseline, IImageSession result, CancellationToken cancellation) =>
        result.Kind == source.Kind && Examine(plan, source, baseline, result, (edit, tree) => edit.IsExactIn(tree), cancellation).Ok;

    private static Verification Examine(
        Plan plan, IImageSession source, Baseline baseline, IImageSession result, Func<Edit, IImageTree, bool> isThere, CancellationToken cancellation)
    {
        if (!result.Indexes.SequenceEqual(source.Indexes))
        {
            return Presence(plan, result, cancellation) with
            {
                UnplannedChanges = [$"the images are {string.Join(", ", result.Indexes)} in place of {string.Join(", ", source.Indexes)}"],
            };
        }

        return OfMedia(plan, result, isThere, after => baseline.Media is { } before ? Files(before, source.Media!, after, cancellation) : []) +
            Examine(plan, result, source.Indexes, isThere, Changes, cancellation);

        IEnumerable<string> Changes(IImageTree after)
        {
            var before = baseline.Images[after.Index];
            return Properties(before, after).Concat(Files(before, source.Tree(after.Index), after, cancellation));
        }
    }

    /// <summary>Of the files beside the images.</summary>
    private static Verification OfMedia(Plan plan, IImageSession result, Func<Edit, IImageTree, bool> isThere, Func<IImageTree, IEnumerable<string>> changes)
    {
        var missing = plan.Media.Where(edit => result.Media is not { } media || !isThere(edit, media));
        return new(
            plan.Media.Count,
            [.. missing.Select(edit => PlannedEdit.NameIn(PlannedMedia.Place, edit.Kind, edit.Target))],
            result.Media is null ? [] : [.. changes(result.Media).Select(change => $"{PlannedMedia.Place}: {change}")]);
    }

    /// <summary>Edits and changes of one image together: a backend has it at hand only once.</summary>
    private static Verification Examine(
        Plan plan,
        IImageSession result,
        IReadOnlyList<ImageIndex> indexes,
        Func<Edit, IImageTree, bool> isThere,
        Func<IImageTree, IEnumerable<string>> changes,
        CancellationToken cancellation)
    {
        var findings = PerImage.Do(indexes, Look, cancellation);
        return new(plan.Images.Sum(i => i.Edits.Count), [.. findings.SelectMany(f => f.Missing)], [.. findings.SelectMany(f => f.Changed)]);

        (List<string> Missing, List<string> Changed) Look(ImageIndex index)
        {
            var place = PlannedImage.Place(index.Value);
            var tree = result.Indexes.Contains(index) ? result.Tree(index) : null;
            var missing = plan.EditsOf(index).Where(edit => tree is null || !isThere(edit, tree));
            return (
                [.. missing.Select(edit => PlannedEdit.NameIn(place, edit.Kind, edit.Target))],
                tree is null ? [] : [.. changes(tree).Select(change => $"{place}: {change}")]);
        }
    }

    private static IEnumerable<string> Properties(ImageBaseline before, IImageTree after) =>
        before.Properties
            .Where(p => after.GetProperty(p.Key) != p.Value)
            .Select(p => $"property {p.Key} was '{p.Value}', is '{after.GetProperty(p.Key)}'");

    private static IReadOnlyList<string> Files(ImageBaseline before, IImageTree source, IImageTree after, CancellationToken cancellation)
    {
        if (TreeSum.Of(after, before.Use, before.Planned, cancellation) == before.Sum)
        {
            return [];
        }

        // One digest for a whole image may differ by no more than how the container was written.
        var coarse = before.Use == FingerprintUse.OfUnplanned;
        var named = Differences.Between(source, after, coarse ? FingerprintUse.WithAnother : before.Use, before.Planned, cancellation);
        return named.Count > 0 || coarse ? named : ["something beside the planned files"];
    }
}
