using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.File;

/// <summary>A file that is wholly ours: part of the payload.</summary>
public sealed record FileEdit(ImagePath Path, ReadOnlyMemory<byte> Content, string Description) : ContentEdit(Path, Content)
{
    public override string Kind => "file";

    public override string Value => Description;

    public override bool IsPresent(IImageTree tree) => IsExactIn(tree);
}
