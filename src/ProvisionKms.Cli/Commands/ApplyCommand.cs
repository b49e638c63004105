using System.CommandLine;
using ProvisionKms.Cli.Json;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal;
using ProvisionKms.Reporting;
using ProvisionKms.Reporting.Html;
using ProvisionKms.Reporting.JUnit;
using ProvisionKms.Reporting.Provenance;

namespace ProvisionKms.Cli.Commands;

internal sealed class ApplyCommand : ImageRecipeCommand
{
    private readonly Option<bool> _rehearse = new("--rehearse") { Description = "Then rehearse the first boot of the result by Wine, as `rehearse` does." };

    private readonly JUnitOption _junit = new();

    private readonly ProvenanceOptions _provenance = new();

    public ApplyCommand()
        : base("apply", "Plan, edit, commit, verify and report.")
    {
        Options.Add(_rehearse);
        _junit.AddTo(this);
        _provenance.AddTo(this);
    }

    protected override ExitCode Run(Invocation invocation, Recipe recipe)
    {
        var provenance = _provenance.Of(invocation.Arguments).Path;
        ReportPaths.Require(recipe, _junit.Of(invocation.Arguments), _provenance.Of(invocation.Arguments));
        _junit.TellFailure(invocation);
        var run = invocation.Watch("reading", progress => Apply(invocation, recipe, provenance is not null || recipe.HtmlReport is not null, progress));
        invocation.Report(run.Report.Findings);
        invocation.Report(run.Rehearsal?.Findings ?? []);
        if (recipe.HtmlReport is { } page)
        {
            invocation.WriteReport(page, RunPage.Write(run));
        }

        if (provenance is not null)
        {
            invocation.WriteReport(provenance, ProvenanceStatement.Of(run, _provenance.BuilderOf(invocation.Arguments)));
        }

        _junit.Write(invocation, () => JUnitReport.Of(run.Report, run.Rehearsal));
        invocation.Result(() => ApplyJson.Write(run), page => ApplyView.Write(page, run));
        return run.Ok ? ExitCode.Done : ExitCode.VerificationFailed;
    }

    /// <param name="isKept">Whether somebody wants to know later which bytes they were.</param>
    private RunRecord Apply(Invocation invocation, Recipe recipe, bool isKept, IProgress<WorkProgress> progress)
    {
        var rehearses = invocation.Arguments.GetValue(_rehearse);
        if (rehearses)
        {
            Rehearser.RequireWine();
        }

        var date = SourceDateVariable.Of(invocation.Terminal);
        var clock = invocation.Terminal.Clock;
        var started = date ?? clock.GetUtcNow();

        // Before it is edited, where it is edited in place.
        var source = Digest(recipe.ImagePath.Value ?? "");
        var report = Composition.Provisioner(BackendOf(invocation), invocation, progress).Apply(recipe, progress, invocation.Cancellation);
        var rehearsal = rehearses ? Composition.Rehearser(BackendOf(invocation), invocation, progress).Rehearse(recipe, [], progress, invocation.Cancellation) : null;
        return new RunRecord(report, Application.Version, Digest(recipe.File), source, Digest(report.Output), started, date ?? clock.GetUtcNow())
        {
            Rehearsal = rehearsal,
        };

        FileDigest Digest(string path) => isKept && Path.Exists(path) ? FileDigest.Of(path, progress, invocation.Cancellation) : new FileDigest(path, null);
    }
}
