using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.Edition;

/// <summary>An evaluation set to the edition that it shall be, by the image's own servicing stack.</summary>
/// <param name="EditionId">As the stack lists it among the targets.</param>
/// <param name="Spellings">Every name of that edition: what the stack prints afterwards may be another one.</param>
public sealed record EditionEdit(string EditionId, IReadOnlyList<string> Spellings) : Edit
{
    public override string Kind => "edition";

    public override string Target => "edition of the image";

    public override string Value => EditionId;

    public override IReadOnlyList<ImagePath> Touches => [WindowsLayout.SoftwareHive];

    public override IReadOnlyList<string> Properties => ImageProperties.OfWindows;

    public override bool ServicesWindows => true;

    public override void Apply(IImageTree tree) =>
        (tree.Servicing ?? throw new InvalidOperationException("this image has no servicing stack to ask")).SetEdition(EditionId);

    public override bool IsPresent(IImageTree tree) =>
        tree.Servicing is { } stack && Spellings.Contains(stack.CurrentEdition, StringComparer.OrdinalIgnoreCase);
}
