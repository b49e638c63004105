using System.Runtime.InteropServices;

namespace ProvisionKms.MSBuild.Interop;

/// <summary>https://man7.org/linux/man-pages/man2/kill.2.html</summary>
internal static class Signals
{
    public const int Terminate = 15;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Send(int process, int signal);
}
