using ProvisionKms.Catalog;
using ProvisionKms.Imaging;
using ProvisionKms.Provisioning;
using ProvisionKms.Rehearsal;

namespace ProvisionKms.Cli;

/// <summary>The one place that brings the straight line and the backends together.</summary>
internal static class Composition
{
    public static Provisioner Provisioner(ImageBackend backend = ImageBackend.Automatic) => new(new ImageOpener(backend), WindowsCatalog.Default);

    public static Rehearser Rehearser(ImageBackend backend) => new(new ImageOpener(backend), WindowsCatalog.Default);
}
