using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.Images;

namespace ProvisionKms.FirstBoot;

/// <summary>A file that goes into the image.</summary>
public sealed record PayloadFile(ImagePath Path, byte[] Content);

/// <summary>What SetupComplete.cmd calls: the activation script, what it uses, and its settings. Same settings, same bytes.</summary>
public static class Payload
{
    public const string ScriptName = "Activate.cmd";

    /// <summary>Says how Windows is licensed, where VBScript works.</summary>
    public const string StatusName = "Status.vbs";

    /// <summary>Does the work of slmgr.vbs and of <see cref="StatusName"/> where VBScript does not work.</summary>
    public const string LicensingName = "Licensing.ps1";

    /// <summary>The error codes of activation.</summary>
    public const string ErrorsName = "errors.txt";

    public const string SettingsName = "settings.ini";

    public static readonly ImagePath Folder = @"Windows\Setup\Scripts\ProvisionKms";

    /// <summary>Every file of the payload, in the order in which they are written.</summary>
    public static IReadOnlyList<ImagePath> Paths { get; } =
        [.. new[] { ScriptName, StatusName, LicensingName, ErrorsName, SettingsName }.Select(name => Folder / name)];

    /// <exception cref="ArgumentException">The settings hold a value that lint should have refused.</exception>
    public static IReadOnlyList<PayloadFile> Create(FirstBootSettings settings, TemplateFolder templates) =>
        [.. Paths.Select(path => new PayloadFile(path, Content(path.Name, settings, templates)))];

    private static byte[] Content(string name, FirstBootSettings settings, TemplateFolder templates) => name switch
    {
        ErrorsName => Encoding.ASCII.GetBytes(ErrorList.Text(WindowsCatalog.Default.ActivationErrors)),
        SettingsName => Encoding.ASCII.GetBytes(settings.ToIni()),
        _ => templates.Read(name),
    };
}
