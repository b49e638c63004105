namespace ProvisionKms.Images;

/// <summary>What an image is kept in.</summary>
public enum ImageKind
{
    Wim,
    Esd,
    Directory,
    AnswerFile,
    Qcow2,
    Vhd,
    Vhdx,
    Vmdk,

    /// <summary>A disk or a partition, sector by sector.</summary>
    Raw,

    /// <summary>Install media.</summary>
    Iso,
}
