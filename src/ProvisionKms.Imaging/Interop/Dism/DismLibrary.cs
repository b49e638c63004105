using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Interop.Dism;

/// <summary>
/// Finds dismapi.dll: in the folder that is named in the environment, which must be absolute; in that of the Windows ADK
/// when it is installed, because its DISM is made for images of other Windows versions than the host's; else Windows' own.
/// Never in the application's folder, the current one or PATH, where anybody might have put a file of that name.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/dism-supported-platforms
/// </summary>
internal static class DismLibrary
{
    /// <summary>Names a folder with a dismapi.dll, or <c>inbox</c> for Windows' own.</summary>
    public const string Variable = "PROVISIONKMS_DISM";

    private const string Inbox = "inbox";
    private const string FileName = "dismapi.dll";
    private const string KitsKey = @"SOFTWARE\Microsoft\Windows Kits\Installed Roots";

    private static readonly Lazy<nint> Loaded = new(LoadOnce);

    /// <summary>The file that is or would be loaded; null when there is none, as on any system but Windows.</summary>
    public static string? Find() => !OperatingSystem.IsWindows()
        ? null
        : Candidates().Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);

    /// <summary>Null when the file is absent or has no version resource.</summary>
    public static string? FindVersion() => Find() is { } file && FileVersionInfo.GetVersionInfo(file) is { FileMajorPart: > 0 } version
        ? $"{version.FileMajorPart}.{version.FileMinorPart}.{version.FileBuildPart}.{version.FilePrivatePart}"
        : null;

    /// <exception cref="ProvisionException">This system has no DISM.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>For the resolver. Throws, since with nothing found .NET would go on to look in other folders.</summary>
    public static nint Load() => Loaded.Value;

    private static nint LoadOnce()
    {
        if (!OperatingSystem.IsWindows())
        {
            throw new ProvisionException(Codes.DismMissing, "DISM is a part of Windows, and this is another system",
                hint: "leave --backend out, or run on a Windows build host");
        }

        const DllImportSearchPath itsFolderAndSystem = DllImportSearchPath.UseDllDirectoryForDependencies | DllImportSearchPath.System32;
        return Find() is { } file && NativeLibrary.TryLoad(file, typeof(DismLibrary).Assembly, itsFolderAndSystem, out var library)
            ? library
            : throw new ProvisionException(Codes.DismMissing, $"{FileName} was not found, or is for another processor, in {string.Join(", ", Candidates())}",
                hint: Codes.DismMissing.Hint);
    }

    private static IEnumerable<string> Candidates()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (named is { Length: > 0 } && named != Inbox)
        {
            return Path.IsPathFullyQualified(named) ? [named] : [];
        }

        return named != Inbox && OperatingSystem.IsWindows() && AdkFolder() is { } adk ? [adk, Environment.SystemDirectory] : [Environment.SystemDirectory];
    }

    [System.Runtime.Versioning.SupportedOSPlatform("windows")]
    private static string? AdkFolder()
    {
        using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry32);
        using var kits = machine.OpenSubKey(KitsKey);
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        return kits?.GetValue("KitsRoot10") is string root && Path.IsPathFullyQualified(root)
            ? Path.Combine(root, "Assessment and Deployment Kit", "Deployment Tools", architecture, "DISM")
            : null;
    }
}
