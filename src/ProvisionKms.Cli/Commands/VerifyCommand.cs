using System.CommandLine;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Recipes;
using ProvisionKms.Reporting.JUnit;

namespace ProvisionKms.Cli.Commands;

internal sealed class VerifyCommand : ImageRecipeCommand
{
    private readonly Option<string?> _against = new("--against")
    {
        Description = "The source it was made from: also check that nothing else differs.",
        HelpName = "SOURCE",
    };

    private readonly JUnitOption _junit = new();

    public VerifyCommand()
        : base("verify", "Check that an image is what the recipe asks for.")
    {
        Options.Add(_against);
        _junit.AddTo(this);
        Overrides.Image.Required = true;
        Overrides.Image.Description = "The image to check.";
    }

    protected override ExitCode Run(Invocation invocation, Recipe recipe)
    {
        var image = recipe.ImagePath.Value!;
        var against = invocation.Arguments.GetValue(_against) is { } source ? Path.GetFullPath(source) : null;
        ReportPaths.Require(recipe, against, _junit.Of(invocation.Arguments));
        _junit.TellFailure(invocation);
        var report = invocation.Watch("verifying", progress => Composition.Provisioner(BackendOf(invocation), invocation, progress).Verify(recipe, image, against, invocation.Cancellation));
        invocation.Report(report.Findings);
        invocation.Report(Differences(report, image));
        _junit.Write(invocation, () => JUnitReport.Of(report));
        invocation.Result(() => ReportJson.Write(report), page => VerifyView.Write(page, report));
        return report.Ok ? ExitCode.Done : ExitCode.VerificationFailed;
    }

    private static IEnumerable<Diagnostic> Differences(VerifyReport report, string image) =>
        report.Missing.Select(m => $"missing: {m}")
            .Concat(report.UnplannedChanges.Select(c => $"not planned: {c}"))
            .Select(message => new Diagnostic(Codes.VerificationFailed, message, new SourceSpan(image)));
}
