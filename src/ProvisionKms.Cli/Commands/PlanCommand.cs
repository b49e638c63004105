using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Commands;

internal sealed class PlanCommand() : ImageRecipeCommand("plan", "Print the edits that apply would make, and why; write nothing.")
{
    protected override ExitCode Run(Invocation invocation, Recipe recipe)
    {
        var report = invocation.Watch("reading", progress => Composition.Provisioner(BackendOf(invocation), invocation, progress).Plan(recipe, invocation.Cancellation));
        invocation.Report(report.Findings);
        invocation.Result(() => ReportJson.Write(report), page => PlanView.Write(page, report));
        return ExitCode.Done;
    }
}
