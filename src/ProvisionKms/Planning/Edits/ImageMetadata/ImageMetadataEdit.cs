using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.ImageMetadata;

/// <summary>A property of the container's own description that it has lost.</summary>
public sealed record ImageMetadataEdit(string Property, string Text) : Edit
{
    public override string Kind => "image-metadata";

    public override string Target => Property;

    public override string Value => Text;

    public override IReadOnlyList<ImagePath> Touches => [];

    public override IReadOnlyList<string> Properties => [Property];

    public override void Apply(IImageTree tree) => tree.SetProperty(Property, Text);

    public override bool IsPresent(IImageTree tree) => tree.GetProperty(Property) == Text;
}
