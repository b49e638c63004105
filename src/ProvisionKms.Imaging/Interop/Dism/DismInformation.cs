namespace ProvisionKms.Imaging.Interop.Dism;

/// <summary>What DISM says of an image without mounting it.</summary>
internal sealed record DismImageInfo(
    DismImageType ImageType,
    int ImageIndex,
    string? ImageName,
    string? ImageDescription,
    uint Architecture,
    string? ProductName,
    string? EditionId,
    string? InstallationType,
    string? Hal,
    string? ProductType,
    string? ProductSuite,
    Version ProductVersion,
    uint SpLevel,
    string? SystemRoot)
{
    internal static unsafe DismImageInfo From(in DismImageInfo_ image) => new(
        image.ImageType,
        (int)image.ImageIndex,
        DismText.Of(image.ImageName),
        DismText.Of(image.ImageDescription),
        image.Architecture,
        DismText.Of(image.ProductName),
        DismText.Of(image.EditionId),
        DismText.Of(image.InstallationType),
        DismText.Of(image.Hal),
        DismText.Of(image.ProductType),
        DismText.Of(image.ProductSuite),
        new Version((int)image.MajorVersion, (int)image.MinorVersion, (int)image.Build, (int)image.SpBuild),
        image.SpLevel,
        DismText.Of(image.SystemRoot));
}

/// <summary>One mount of this machine.</summary>
internal sealed record DismMountedImageInfo(string MountPath, string ImageFilePath, int ImageIndex, DismMountMode MountMode, DismMountStatus MountStatus)
{
    internal static unsafe DismMountedImageInfo From(in DismMountedImageInfo_ mount) =>
        new(DismText.Of(mount.MountPath) ?? "", DismText.Of(mount.ImageFilePath) ?? "", (int)mount.ImageIndex, mount.MountMode, mount.MountStatus);
}

internal sealed record DismProductKeyInfo(string? EditionId, string? Channel);

internal static unsafe class DismText
{
    /// <summary>A string that belongs to a structure of DISM's, copied.</summary>
    public static string? Of(char* text) => text is null ? null : new string(text);
}
