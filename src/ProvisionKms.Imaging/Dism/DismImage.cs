using System.Globalization;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Dism;
using ProvisionKms.Imaging.Wim;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// The image file: what is known of it without mounting. Of a WIM its own XML says most, and the same as libwim reads; of
/// a virtual disk DISM says what there is.
/// </summary>
internal sealed class DismImage
{
    private readonly IReadOnlyList<DismImageInfo> _images;
    private readonly WimTables? _tables;

    private DismImage(string path, ImageKind kind, WimHeader? header, WimTables? tables, IReadOnlyList<DismImageInfo> images, DismSurroundings surroundings) =>
        (Path, Kind, Header, _tables, _images, Surroundings) = (path, kind, header, tables, images, surroundings);

    public string Path { get; }

    public ImageKind Kind { get; }

    /// <summary>Of a WIM.</summary>
    public WimHeader? Header { get; }

    public DismSurroundings Surroundings { get; }

    public IReadOnlyList<ImageIndex> Indexes => [.. _images.Select(image => new ImageIndex(image.ImageIndex))];

    /// <exception cref="ProvisionException">DISM cannot mount this.</exception>
    public static DismImage Read(string path, ImageKind kind, DismSurroundings surroundings)
    {
        try
        {
            var header = kind == ImageKind.Wim ? WimHeader.Read(path) : null;
            if (header is not null)
            {
                WimDiagnostics.RefuseUnsupported(path, header);
            }

            if (header is { IsEsd: true })
            {
                throw new ProvisionException(Codes.EsdNotMountable, Codes.EsdNotMountable.Title, new SourceSpan(path), Codes.EsdNotMountable.Hint);
            }

            // First: DISM knows best what it can read.
            var images = DismDiagnostics.Guard(path, writing: false, () => DismApi.GetImageInfo(path));
            return new DismImage(path, kind, header, header is null ? null : WimTables.Read(path, header), images, surroundings);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.ImageUnreadable, $"the image cannot be read: {error.Message}", new SourceSpan(path), Codes.ImageUnreadable.Hint, error);
        }
    }

    public UInt128? DigestOf(ImageIndex index) => _tables?.DigestOf(index);

    public string? Property(ImageIndex index, string name) =>
        _tables?.Property(index, name) ?? (_images.FirstOrDefault(image => image.ImageIndex == index.Value) is { } info ? Property(info, name) : null);

    private static string? Property(DismImageInfo image, string name) => name switch
    {
        "NAME" => image.ImageName,
        "DESCRIPTION" => image.ImageDescription,
        "WINDOWS/EDITIONID" => image.EditionId,
        "WINDOWS/INSTALLATIONTYPE" => image.InstallationType,
        "WINDOWS/PRODUCTNAME" => image.ProductName,
        "WINDOWS/PRODUCTTYPE" => image.ProductType,
        "WINDOWS/PRODUCTSUITE" => image.ProductSuite,
        "WINDOWS/HAL" => image.Hal,
        "WINDOWS/SYSTEMROOT" => image.SystemRoot,

        // All numbers are 0 where DISM does not know the image, and 0 is x86.
        "WINDOWS/ARCH" => image.ProductVersion.Major == 0 ? null : Number(image.Architecture),
        "WINDOWS/VERSION/MAJOR" => Number(image.ProductVersion.Major),
        "WINDOWS/VERSION/MINOR" => image.ProductVersion.Major == 0 ? null : Number(image.ProductVersion.Minor),
        "WINDOWS/VERSION/BUILD" => Number(image.ProductVersion.Build),
        "WINDOWS/VERSION/SPBUILD" => image.ProductVersion.Major == 0 ? null : Number(image.ProductVersion.Revision),
        "WINDOWS/VERSION/SPLEVEL" => image.ProductVersion.Major == 0 ? null : Number(image.SpLevel),
        _ => null,
    };

    private static string? Number(long number) => number == 0 ? null : number.ToString(CultureInfo.InvariantCulture);
}
