using ProvisionKms.Catalog;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Images;
using ProvisionKms.Imaging;
using ProvisionKms.Provisioning;
using ProvisionKms.Rehearsal;

namespace ProvisionKms.Cli;

/// <summary>The one place that brings the straight line and the backends together.</summary>
internal static class Composition
{
    /// <summary>For what opens no image.</summary>
    public static Provisioner Provisioner() => new(new ImageOpener(), WindowsCatalog.Default);

    public static Provisioner Provisioner(ImageBackend backend, Invocation invocation, IProgress<WorkProgress> progress) =>
        new(Opener(backend, invocation, progress), WindowsCatalog.Default);

    public static Rehearser Rehearser(ImageBackend backend, Invocation invocation, IProgress<WorkProgress> progress) =>
        new(Opener(backend, invocation, progress), WindowsCatalog.Default);

    private static ImageOpener Opener(ImageBackend backend, Invocation invocation, IProgress<WorkProgress> progress) =>
        new(backend)
        {
            Progress = progress,
            Findings = invocation.Leftovers,
            Cancellation = invocation.Cancellation,
            SourceDate = SourceDateVariable.Of(invocation.Terminal),
        };
}
