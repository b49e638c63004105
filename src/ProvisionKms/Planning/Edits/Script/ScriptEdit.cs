using ProvisionKms.FirstBoot;
using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.Script;

/// <summary>Our block in SetupComplete.cmd; what was there still runs.</summary>
public sealed record ScriptEdit(ImagePath Path, ReadOnlyMemory<byte> Content) : ContentEdit(Path, Content)
{
    public override string Kind => "script";

    public override string Value => $@"a block that calls {Payload.Folder.Name}\{Payload.ScriptName}";

    public override bool IsPresent(IImageTree tree) => tree.ReadFile(Path) is { } script && SetupCompleteMerge.HasBlock(script);
}
