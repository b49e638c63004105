namespace ProvisionKms.Images;

/// <summary>What an image is kept in.</summary>
public enum ImageKind
{
    Wim,
    Esd,
    Directory,
    AnswerFile,
    Vhd,
    Vhdx,
}
