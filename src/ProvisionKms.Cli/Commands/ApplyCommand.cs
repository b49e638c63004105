using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Commands;

internal sealed class ApplyCommand() : ImageRecipeCommand("apply", "Plan, edit, commit, verify and report.")
{
    protected override ExitCode Run(Invocation invocation, Recipe recipe)
    {
        var report = invocation.Watch("reading", progress => Composition.Provisioner(BackendOf(invocation), invocation, progress).Apply(recipe, progress, invocation.Cancellation));
        invocation.Report(report.Findings);
        invocation.Result(() => ReportJson.Write(report), page => ApplyView.Write(page, report));
        return report.Verification is { Ok: false } ? ExitCode.VerificationFailed : ExitCode.Done;
    }
}
