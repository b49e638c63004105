using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits;

/// <summary>
/// An edit that leaves one file with known content. The planner has merged it with what was there, so that what is written
/// is exactly what was planned.
/// </summary>
public abstract record ContentEdit(ImagePath Path, ReadOnlyMemory<byte> Content) : Edit
{
    public override string Target => Path.ToString();

    public override IReadOnlyList<ImagePath> Touches => [Path];

    public override void Apply(IImageTree tree) => tree.WriteFile(Path, Content);

    public override bool IsExactIn(IImageTree tree) =>
        tree.ReadFile(Path) is { } found && found.AsSpan().SequenceEqual(Content.Span);
}
