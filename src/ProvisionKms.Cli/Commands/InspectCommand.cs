using System.CommandLine;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli.Commands;

internal sealed class InspectCommand : ToolCommand
{
    private readonly Argument<string> _image = new("IMAGE") { Description = "A WIM, an ESD, install media (ISO), a virtual disk, a Windows directory or an answer file." };

    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "Believe the description of the WIM; read nothing inside the images.",
    };

    private readonly BackendOption _backend = new();

    public InspectCommand()
        : base("inspect", "Say what is in an image.")
    {
        Arguments.Add(_image);
        Options.Add(_quick);
        _backend.AddTo(this);
    }

    public override ExitCode Run(Invocation invocation)
    {
        var image = Path.GetFullPath(invocation.Arguments.GetRequiredValue(_image));
        var quick = invocation.Arguments.GetValue(_quick);
        var report = invocation.Watch("reading", progress => Composition.Provisioner(_backend.Of(invocation.Arguments), invocation, progress).Inspect(image, quick, invocation.Cancellation));
        invocation.Report(report.Findings);
        invocation.Result(() => ReportJson.Write(report), page => InspectView.Write(page, report));
        return ExitCode.Done;
    }
}
