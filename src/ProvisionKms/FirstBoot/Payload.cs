using System.Text;
using ProvisionKms.Images;

namespace ProvisionKms.FirstBoot;

/// <summary>A file that goes into the image.</summary>
public sealed record PayloadFile(ImagePath Path, byte[] Content);

/// <summary>What SetupComplete.cmd calls: the activation script and its settings. Same settings, same bytes.</summary>
public static class Payload
{
    public const string ScriptName = "Activate.cmd";

    public const string SettingsName = "settings.ini";

    public static readonly ImagePath Folder = @"Windows\Setup\Scripts\ProvisionKms";

    /// <exception cref="ArgumentException">The settings hold a value that lint should have refused.</exception>
    public static IReadOnlyList<PayloadFile> Create(FirstBootSettings settings, TemplateFolder templates) =>
    [
        new(Folder / ScriptName, templates.Read(ScriptName)),
        new(Folder / SettingsName, Encoding.ASCII.GetBytes(settings.ToIni())),
    ];
}
