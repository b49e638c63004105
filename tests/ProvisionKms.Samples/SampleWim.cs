using System.Globalization;
using ProvisionKms.Imaging.Interop.Wimlib;

namespace ProvisionKms.Samples;

/// <summary>A WIM or ESD file with sample images in it, written by libwim.</summary>
public sealed record SampleWim(IReadOnlyList<SampleImage> Images)
{
    public SampleCompression Compression { get; init; } = SampleCompression.Lzx;

    /// <summary>With SHA-1 sums over the file, which <c>wimlib-imagex verify</c> and DISM /CheckIntegrity use.</summary>
    public bool IntegrityTable { get; init; }

    /// <summary>Made for reading from a pipe; such a file cannot be edited in place.</summary>
    public bool Pipable { get; init; }

    /// <summary>The image that boots; 0 for none, as in every install.wim.</summary>
    public int BootIndex { get; init; }

    public SampleWim(params SampleImage[] images)
        : this((IReadOnlyList<SampleImage>)images)
    {
    }

    /// <exception cref="Diagnostics.ProvisionException">libwim or hivex is not installed.</exception>
    public string Write(string path)
    {
        WimlibLibrary.EnsureReady();
        var work = Directory.CreateTempSubdirectory("provision-kms-sample-").FullName;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var captured = Path.Combine(work, "captured.wim");
            Capture(work, captured);
            SampleSecurity.Apply(captured);
            Pack(captured, path);
            return path;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private void Capture(string work, string path)
    {
        Check(WimlibNative.wimlib_create_new_wim(CompressionType.None, out var wim), "make a WIM");
        using (wim)
        {
            for (var n = 0; n < Images.Count; n++)
            {
                var tree = Path.Combine(work, $"{n + 1}");
                SampleTree.Write(Directory.CreateDirectory(tree).FullName, Images[n]);
                Check(WimlibNative.wimlib_add_image(wim, tree, Images[n].Name, null, 0), $"capture {Images[n].Name}");
                Describe(wim, n + 1, Images[n]);
            }

            if (BootIndex > 0)
            {
                Check(WimlibNative.wimlib_set_wim_info(wim, new WimInfo { BootIndex = (uint)BootIndex }, WimInfo.BootIndexField), "set the boot index");
            }

            Check(WimlibNative.wimlib_write(wim, path, AllImages, WriteFlags.None, 0), $"write {path}");
        }
    }

    private void Pack(string captured, string path)
    {
        var solid = Compression == SampleCompression.SolidLzms;
        var flags = (IntegrityTable ? WriteFlags.CheckIntegrity : 0) | (Pipable ? WriteFlags.Pipable : 0) | (solid ? WriteFlags.Solid : 0);
        Check(WimlibNative.wimlib_open_wim(captured, OpenFlags.None, out var wim), $"open {captured}");
        using (wim)
        {
            Check(WimlibNative.wimlib_set_output_compression_type(wim, solid ? CompressionType.Lzms : (CompressionType)Compression), "set the compression");
            Check(WimlibNative.wimlib_write(wim, path, AllImages, flags, 0), $"write {path}");
        }
    }

    /// <summary>WIMLIB_ALL_IMAGES.</summary>
    private const int AllImages = -1;

    /// <summary>The XML, in the form that Microsoft's media have. What is null is taken out, whatever libwim found out by itself.</summary>
    private static void Describe(WimHandle wim, int index, SampleImage image)
    {
        var version = image.NtVersion.Split('.');
        (string Name, string? Text)[] windows =
        [
            ("ARCH", ((int)image.Architecture).ToString(CultureInfo.InvariantCulture)),
            ("PRODUCTNAME", "Microsoft® Windows® Operating System"),
            ("EDITIONID", image.XmlEditionId),
            ("INSTALLATIONTYPE", image.XmlInstallationType),
            ("PRODUCTTYPE", image.IsServer ? "ServerNT" : "WinNT"),
            ("PRODUCTSUITE", image.IsServer ? "Enterprise" : "Terminal Server"),
            ("LANGUAGES/LANGUAGE", image.Language),
            ("LANGUAGES/DEFAULT", image.Language),
            ("VERSION/MAJOR", version[0]),
            ("VERSION/MINOR", version[1]),
            ("VERSION/BUILD", image.Build.ToString(CultureInfo.InvariantCulture)),
            ("VERSION/SPBUILD", image.ServicePackBuild.ToString(CultureInfo.InvariantCulture)),
            ("VERSION/SPLEVEL", "0"),
            ("SYSTEMROOT", "WINDOWS"),
        ];
        Set("WINDOWS", image.HasXmlWindows ? "" : null);
        foreach (var (name, text) in image.HasXmlWindows ? windows : [])
        {
            Set($"WINDOWS/{name}", text);
        }

        Set("DESCRIPTION", image.Name);
        Set("FLAGS", image.Flags);
        Set("DISPLAYNAME", image.DisplayName);

        void Set(string name, string? text) =>
            Check(WimlibNative.wimlib_set_image_property(wim, index, name, text), $"set {name} of image {index}");
    }

    private static void Check(WimlibError error, string operation) => WimlibException.ThrowIfFailed(error, operation);
}

/// <summary>How the resources are packed; all but the last are what an install.wim may have, the last is an ESD.</summary>
public enum SampleCompression
{
    None = 0,
    Xpress = 1,
    Lzx = 2,
    SolidLzms = 3,
}
