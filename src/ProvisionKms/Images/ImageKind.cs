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

/// <summary>What kinds of images have in common.</summary>
public static class ImageKinds
{
    /// <summary>Each image is a Windows on a partition, not one of several choices of Setup.</summary>
    public static bool IsDisk(this ImageKind kind) => kind is ImageKind.Qcow2 or ImageKind.Vhd or ImageKind.Vhdx or ImageKind.Vmdk or ImageKind.Raw;

    /// <summary>The images are those of a WIM, whose XML describes them.</summary>
    public static bool HasDescription(this ImageKind kind) => kind is ImageKind.Wim or ImageKind.Esd or ImageKind.Iso;
}
