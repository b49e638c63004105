using System.CommandLine;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Reports;
using ProvisionKms.Reporting.JUnit;

namespace ProvisionKms.Cli.Commands;

internal sealed class RehearseCommand : ImageRecipeCommand
{
    private readonly Option<string[]> _scenario = new("--scenario")
    {
        Description = "Rehearse only this scenario; may be repeated.",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    private readonly JUnitOption _junit = new();

    public RehearseCommand()
        : base("rehearse", "Run the first-boot scripts of an image by Wine, against a simulated Windows.")
    {
        Options.Add(_scenario);
        _junit.AddTo(this);
        Overrides.Image.Description = "The provisioned image, instead of the recipe's output or, where that is absent, its image.";
    }

    protected override ExitCode Run(Invocation invocation, Recipe recipe)
    {
        ReportPaths.Require(recipe, _junit.Of(invocation.Arguments));
        _junit.TellFailure(invocation);
        var named = invocation.Arguments.GetValue(Overrides.Image) is not null;
        var rehearsed = named ? recipe with { OutputPath = default } : recipe;
        var scenarios = invocation.Arguments.GetValue(_scenario) ?? [];
        var report = invocation.Watch("reading", progress => Composition.Rehearser(BackendOf(invocation), invocation, progress).Rehearse(rehearsed, scenarios, progress, invocation.Cancellation));
        invocation.Report(report.Findings);
        _junit.Write(invocation, () => JUnitReport.Of(report));
        invocation.Result(() => RehearsalJson.Write(report), page => RehearseView.Write(page, report));
        return report.Ok ? ExitCode.Done : ExitCode.VerificationFailed;
    }
}
