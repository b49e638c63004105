using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.Access;

/// <summary>Takes from other accounts than SYSTEM, administrators and TrustedInstaller the right to write a file or folder.</summary>
public sealed record AccessEdit(ImagePath Path) : Edit
{
    public override string Kind => "access";

    public override string Target => Path.ToString();

    public override string Value => "only SYSTEM and administrators may write";

    public override IReadOnlyList<ImagePath> Touches => [Path];

    public override void Apply(IImageTree tree) => tree.CloseToOthers(Path);

    public override bool IsPresent(IImageTree tree) => !tree.IsOpenToOthers(Path);
}
