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
    public static Verification Presence(Plan plan, IImageSession result, CancellationToken cancellation) =>
        new(plan.Images.Sum(i => i.Edits.Count), Missing(plan, result, (edit, tree) => edit.IsPresent(tree), cancellation), []);

    public static Verification Compare(
        Plan plan, IImageSession source, Baseline baseline, IImageSession result, CancellationToken cancellation) =>
        Presence(plan, result, cancellation) with { UnplannedChanges = Changes(source, baseline, result, cancellation) };

    /// <summary>Whether the result is just what applying the plan to the source would make.</summary>
    public static bool IsExact(Plan plan, IImageSession source, Baseline baseline, IImageSession result, CancellationToken cancellation) =>
        result.Kind == source.Kind &&
        Missing(plan, result, (edit, tree) => edit.IsExactIn(tree), cancellation).Count == 0 &&
        Changes(source, baseline, result, cancellation).Count == 0;

    private static List<string> Missing(Plan plan, IImageSession result, Func<Edit, IImageTree, bool> isThere, CancellationToken cancellation)
    {
        var images = plan.Images.Select(i => (i.Edits, i.Index, Tree: result.Indexes.Contains(i.Index) ? result.Tree(i.Index) : null)).ToList();
        var missing = PerImage.Do(
            images,
            i => i.Edits.Where(edit => i.Tree is null || !isThere(edit, i.Tree)).Select(edit => $"index {i.Index}: {edit.Kind} {edit.Target}").ToList(),
            cancellation);
        return [.. missing.SelectMany(m => m)];
    }

    private static List<string> Changes(IImageSession source, Baseline baseline, IImageSession result, CancellationToken cancellation)
    {
        if (!result.Indexes.SequenceEqual(source.Indexes))
        {
            return [$"the images are {string.Join(", ", result.Indexes)} in place of {string.Join(", ", source.Indexes)}"];
        }

        var images = source.Indexes.Select(index => (Before: baseline.Images[index], Source: source.Tree(index), After: result.Tree(index))).ToList();
        var changes = PerImage.Do(
            images,
            i => Properties(i.Before, i.After)
                .Concat(Files(i.Before, i.Source, i.After, baseline.Use, cancellation))
                .Select(change => $"index {i.Source.Index}: {change}")
                .ToList(),
            cancellation);
        return [.. changes.SelectMany(c => c)];
    }

    private static IEnumerable<string> Properties(ImageBaseline before, IImageTree after) =>
        before.Properties
            .Where(p => after.GetProperty(p.Key) != p.Value)
            .Select(p => $"property {p.Key} was '{p.Value}', is '{after.GetProperty(p.Key)}'");

    private static IReadOnlyList<string> Files(ImageBaseline before, IImageTree source, IImageTree after, FingerprintUse use, CancellationToken cancellation)
    {
        if (TreeSum.Of(after, use, before.Planned, cancellation) == before.Sum)
        {
            return [];
        }

        var named = Differences.Between(source, after, use, before.Planned, cancellation);
        return named.Count > 0 ? named : ["something beside the planned files"];
    }
}
