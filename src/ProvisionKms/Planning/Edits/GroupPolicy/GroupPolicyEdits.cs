using ProvisionKms.FirstBoot.GroupPolicy;
using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.GroupPolicy;

/// <summary>Our script among the start-up scripts of the local Group Policy; those that were there still run, before it.</summary>
public sealed record StartupListEdit(ImagePath Path, ReadOnlyMemory<byte> Content) : ContentEdit(Path, Content)
{
    public override string Kind => "script";

    public override string Value => $"start-up script {StartupScript.Name}";

    public override bool IsPresent(IImageTree tree) => tree.ReadFile(Path) is { } list && StartupScript.IsListed(list);
}

/// <summary>The extension for scripts and a new version in the local Group Policy.</summary>
public sealed record LocalPolicyEdit(ImagePath Path, ReadOnlyMemory<byte> Content) : ContentEdit(Path, Content)
{
    public override string Kind => "script";

    public override string Value => "the extension for start-up scripts";

    public override bool IsPresent(IImageTree tree) => tree.ReadFile(Path) is { } policy && StartupScript.IsAnnounced(policy);
}
