using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Directories;

/// <summary>A small applied image in a folder of its own, and beside it a folder that no edit may reach.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SampleDirectory : IDisposable
{
    internal const string Hive = @"Windows\System32\config\SOFTWARE";
    internal const string Script = @"Windows\Setup\Scripts\SetupComplete.cmd";
    internal const string Licensing = @"Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform";

    private static readonly DateTime Old = new DateTime(2019, 5, 14, 12, 0, 0, DateTimeKind.Utc).AddTicks(1234567);

    private readonly TempFolder _temp = new();

    internal SampleDirectory()
    {
        _temp.Write("image/Windows/System32/license.rtf", "license");
        _temp.Write("image/Windows/Panther/unattend.xml", "<unattend/>");
        _temp.Write("image/Users/Default/desktop.ini", "ini");
        Directory.CreateDirectory(_temp["image/Windows/System32/config"]);
        SampleHive.Create(HostPath(Hive), [new RegistryValue(@"Microsoft\Windows NT\CurrentVersion", "EditionID", "ServerStandard")]);
        _temp.Write("outside/SetupComplete.cmd", "outside");
        MakeOld();
    }

    internal string Root => _temp["image"];

    internal string Outside => _temp["outside"];

    internal string HostPath(string imagePath) => Path.Combine(Root, imagePath.Replace('\\', '/'));

    internal string Write(string imagePath, string content) => _temp.Write($"image/{imagePath.Replace('\\', '/')}", content);

    internal void Move(string from, string to) => Directory.Move(HostPath(from), HostPath(to));

    internal DirectorySession Open(ImageAccess access = ImageAccess.Write) => DirectorySession.Open(Root, access);

    /// <summary>The same folder on its own, with the same times: as if a killed run had left it. No lock goes with it.</summary>
    internal string CopyTo(string name)
    {
        Tool.Run("coreutils", "cp", "-a", Root, _temp[name]);
        return _temp[name];
    }

    /// <summary>Makes everything old, so that a change of time shows.</summary>
    internal void MakeOld()
    {
        foreach (var entry in new DirectoryInfo(Root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(e => e.LinkTarget is null))
        {
            entry.LastWriteTimeUtc = Old;
        }

        Directory.SetLastWriteTimeUtc(Root, Old);
    }

    public void Dispose() => _temp.Dispose();
}
