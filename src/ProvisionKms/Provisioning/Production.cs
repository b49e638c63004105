using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Provisioning;

/// <summary>From a plan to the output that is published: stage the edits, commit once, verify what was written, publish.</summary>
internal sealed class Production(IImageOpener opener, Plan plan, IImageSession session, Baseline baseline)
{
    /// <summary>Writes the output, proves it, publishes it; or finds that it is there already.</summary>
    /// <exception cref="ProvisionException">Nothing was published; the source is as it was.</exception>
    public (Verification Verification, bool Written) Make(string output, PhaseClock clock, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        clock.Begin("comparing with the output");
        if (FindMade(output, cancellation) is { } made)
        {
            return (made, false);
        }

        clock.Begin("editing");
        Stage(cancellation);
        clock.Begin("writing");
        using var staged = session.Commit(output, progress, cancellation);
        clock.Begin("verifying");
        progress?.Report(new WorkProgress("verifying", 0, 0));
        var verification = Check(staged, cancellation);

        // From here on there is no way back: who has asked to stop while it was verified is heard.
        cancellation.ThrowIfCancellationRequested();
        clock.Begin("publishing");
        staged.Publish();
        return (verification, true);
    }

    /// <summary>
    /// An output of an earlier run that is what this one would make: it is left untouched. One that cannot be read is not it.
    /// </summary>
    private Verification? FindMade(string output, CancellationToken cancellation)
    {
        if (output == session.Path || !Path.Exists(output))
        {
            return null;
        }

        try
        {
            using var made = opener.OpenMade(output, session);
            return Verifier.IsExact(plan, session, baseline, made, cancellation) ? Verifier.Presence(plan, made, cancellation) : null;
        }
        catch (ProvisionException)
        {
            return null;
        }
    }

    private void Stage(CancellationToken cancellation)
    {
        var images = plan.Images.Select(i => (i.Edits, Tree: session.Tree(i.Index))).ToList();
        PerImage.Do(images, image => Stage(image.Edits, image.Tree), cancellation);
        if (session.Media is { } media)
        {
            Stage(plan.Media, media);
        }
    }

    private static int Stage(IReadOnlyList<Edit> edits, IImageTree tree)
    {
        var made = edits.Where(e => e.Action != EditAction.Keep).ToList();
        made.ForEach(edit => edit.Apply(tree));
        return made.Count;
    }

    private Verification Check(IStagedImage staged, CancellationToken cancellation)
    {
        using var result = staged.Reopen();
        var verification = Verifier.Compare(plan, session, baseline, result, cancellation);
        if (!verification.Ok)
        {
            var differences = verification.Missing.Select(m => "missing " + m).Concat(verification.UnplannedChanges);
            throw new ProvisionException(differences.Select(d => new Diagnostic(Codes.VerificationFailed, $"{d}; nothing was published", Hint: Codes.VerificationFailed.Hint)));
        }

        return verification;
    }
}
