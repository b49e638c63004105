using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>
/// Asks the images whether the planned edits can be made, before anything is staged: `plan` refuses what `apply` would. All
/// that is wrong is collected before the work stops.
/// </summary>
internal static class Preflight
{
    /// <exception cref="ProvisionException">An image refuses an edit.</exception>
    public static void Check(Plan plan, IImageSession session, CancellationToken cancellation)
    {
        var refusals = PerImage.Do(
            plan.Images,
            image =>
            {
                var tree = session.Tree(image.Index);
                return image.Edits.Where(e => e.Action != EditAction.Keep).Select(e => e.Check(tree, image.Title)).OfType<Diagnostic>().ToList();
            },
            cancellation);
        var findings = new DiagnosticBag();
        findings.AddRange(refusals.SelectMany(r => r));
        findings.ThrowIfErrors();
    }
}
