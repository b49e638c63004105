using System.Globalization;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Platform;

/// <summary>A small applied image, which programs for Windows edit and which is looked at from outside.</summary>
internal sealed class AppliedImage : IDisposable
{
    public const string AnswerFile = @"Windows\Panther\unattend.xml";
    public const string Script = @"Windows\Setup\Scripts\SetupComplete.cmd";

    private static readonly DateTime s_old = new DateTime(2019, 5, 14, 12, 0, 0, DateTimeKind.Utc).AddTicks(1234567);

    private readonly WindowsMachine _machine;
    private readonly TempFolder _temp = new();

    public AppliedImage(WindowsMachine machine)
    {
        Prerequisites.Wine();
        _machine = machine;
        _temp.Write("image/Windows/Panther/unattend.xml", "<unattend/>");
        _temp.Write("image/Windows/System32/license.rtf", "license");
        foreach (var folder in (string[])["image/Windows/Setup/Scripts", "temp"])
        {
            Directory.CreateDirectory(_temp[folder]);
        }

        foreach (var entry in new DirectoryInfo(Root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(new DirectoryInfo(Root)))
        {
            entry.LastWriteTimeUtc = s_old;
        }
    }

    public string Root => _temp["image"];

    public string HostPath(string path) => Path.Combine(Root, path.Replace('\\', '/'));

    /// <summary>Everything in it: names, modes, exact times, content.</summary>
    public string[] Snapshot() =>
        [.. new DirectoryInfo(Root).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Append(new DirectoryInfo(Root))
            .Select(entry => string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.FullName[Root.Length..]} {entry.UnixFileMode} {entry.LastWriteTimeUtc.Ticks} {(entry is FileInfo ? File.ReadAllText(entry.FullName) : "")}"))
            .Order(StringComparer.Ordinal)];

    public WindowsProcess Probe(string probe, params string[] more) => ProbeOn(WindowsMachine.Windows(Root), probe, more);

    public WindowsProcess ProbeOn(string image, string probe, params string[] more) =>
        _machine.RunProbe(new WindowsSurroundings(_temp.Path, new Dictionary<string, string> { ["PKMS_TEMP"] = WindowsMachine.Windows(_temp["temp"]) }), [probe, image, .. more]);

    public void Dispose() => _temp.Dispose();
}
