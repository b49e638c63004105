using ProvisionKms.AnswerFiles;
using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.CarriedScript;

/// <summary>The activation script in an answer file, as commands that install it.</summary>
/// <param name="IsLast">No other edit changes the file after this one.</param>
public sealed record CarriedScriptEdit(ImagePath Path, ReadOnlyMemory<byte> Content, SetupCommandRequest Request, string Settings, bool IsLast)
    : ContentEdit(Path, Content)
{
    public override string Kind => "script";

    public override string Value => $"{Request.Commands.Count} specialize commands that install the activation script ({Settings})";

    public override bool IsPresent(IImageTree tree) =>
        tree.ReadFile(Path) is { } content && SetupCommandMerge.HasCommands(content, Request);

    /// <summary>Where the product key follows, its edit compares the whole file.</summary>
    public override bool IsExactIn(IImageTree tree) => IsLast ? base.IsExactIn(tree) : IsPresent(tree);
}
