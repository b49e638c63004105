using ProvisionKms.AnswerFiles;
using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.AnswerFile;

/// <summary>The product key in an answer file.</summary>
public sealed record AnswerFileEdit(ImagePath Path, ReadOnlyMemory<byte> Content, AnswerFileRequest Request, string ShownKey) : ContentEdit(Path, Content)
{
    public override string Kind => "answer-file";

    public override string Value => (Request.InstallMedia ? "windowsPE and specialize" : "specialize") + " ProductKey " + ShownKey;

    public override bool IsPresent(IImageTree tree) =>
        tree.ReadFile(Path) is { } content && AnswerFileMerge.HasKey(content, Request);
}
