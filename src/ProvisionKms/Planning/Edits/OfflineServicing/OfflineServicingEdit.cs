using ProvisionKms.AnswerFiles;
using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.OfflineServicing;

/// <summary>The pass offlineServicing of the image's answer file, applied by the servicing stack and marked as done.</summary>
/// <param name="Content">The file with the mark.</param>
/// <param name="Before">The file as it is in the image: nothing that we put into it is handed to the stack.</param>
/// <param name="IsLast">No other edit changes the file after this one.</param>
public sealed record OfflineServicingEdit(ImagePath Path, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Before, bool IsLast) : ContentEdit(Path, Content)
{
    public override string Kind => "offline-servicing";

    public override string Value => "its offlineServicing settings, applied and marked as processed";

    public override IReadOnlyList<string> Properties => ImageProperties.OfWindows;

    public override bool ServicesWindows => true;

    public override void Apply(IImageTree tree)
    {
        (tree.Servicing ?? throw new InvalidOperationException("this image has no servicing stack to ask")).ApplyAnswerFile(Before);
        base.Apply(tree);
    }

    public override bool IsPresent(IImageTree tree) => tree.ReadFile(Path) is { } content && !OfflineServicingPass.IsPending(content);

    /// <summary>Where the product key follows, its edit compares the whole file.</summary>
    public override bool IsExactIn(IImageTree tree) => IsLast ? base.IsExactIn(tree) : IsPresent(tree);
}
