using ProvisionKms.Cli.Doctor;
using ProvisionKms.Cli.Json;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Commands;

internal sealed class DoctorCommand() : ToolCommand("doctor", "Say what this machine can do and what to install.")
{
    public override ExitCode Run(Invocation invocation)
    {
        IReadOnlyList<Check> checks = [.. SystemChecks.All(), .. DiskChecks.All()];
        var problems = checks.Select(c => c.Problem).OfType<Diagnostic>().ToList();
        var ok = problems.TrueForAll(p => p.Severity != Severity.Error);
        var document = new DoctorDocument(ok, [.. checks.Select(CheckRow.Of)]);

        invocation.Report(problems);
        invocation.Result(() => CliJson.Of(document, c => c.DoctorDocument), page => DoctorView.Write(page, document));
        return ok ? ExitCode.Done : ExitCode.MachineLacksSomething;
    }
}
