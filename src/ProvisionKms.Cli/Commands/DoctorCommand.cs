using System.CommandLine;
using ProvisionKms.Cli.Doctor;
using ProvisionKms.Cli.Json;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Commands;

internal sealed class DoctorCommand : ToolCommand
{
    private readonly Option<string[]> _repair = new("--repair")
    {
        Description = "Undo what a killed run left of these images, or in these folders.",
        HelpName = "PATH",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    public DoctorCommand()
        : base("doctor", "Say what this machine can do and what to install.") => Options.Add(_repair);

    public override ExitCode Run(Invocation invocation)
    {
        var toRepair = invocation.Arguments.GetValue(_repair) ?? [];
        var unmounted = toRepair.Length > 0 ? MountedImage.UnmountLeftovers() : [];
        var repaired = toRepair.SelectMany(InterruptedRuns.Undo).ToList();
        IReadOnlyList<Check> checks = [.. SystemChecks.All(), .. OptionalKindChecks.All(), .. RehearsalChecks.All(), .. DiskChecks.All()];
        var problems = checks.Select(c => c.Problem).OfType<Diagnostic>().ToList();
        var ok = problems.TrueForAll(p => p.Severity != Severity.Error);
        var document = new DoctorDocument(ok, [.. checks.Select(CheckRow.Of)], repaired, unmounted);

        invocation.Report(problems);
        invocation.Result(() => CliJson.Of(document, c => c.DoctorDocument), page => DoctorView.Write(page, document, toRepair.Length > 0));
        return ok ? ExitCode.Done : ExitCode.MachineLacksSomething;
    }
}
