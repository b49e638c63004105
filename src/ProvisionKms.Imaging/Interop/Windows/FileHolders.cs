using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>
/// Says which programs have a file open, when that is why a call failed.
/// https://learn.microsoft.com/windows/win32/rstmgr/restart-manager-portal
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe class FileHolders
{
    private const int Most = 8;

    internal static WindowsException Explain(string function, int error, params string[] paths)
    {
        var holders = error is Win32.ERROR_SHARING_VIOLATION or Win32.ERROR_LOCK_VIOLATION ? TryOf(paths) : [];
        return new WindowsException(function, string.Join("' to '", paths.Select(LongPath.ToDisplay)), error, holders.Count == 0 ? "" : $" It is open in {string.Join(", ", holders)}.");
    }

    private static List<string> TryOf(string[] paths)
    {
        try
        {
            return Of(paths);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Windows PE has no restart manager.
            return [];
        }
    }

    /// <summary>Names with process ids; empty when Windows does not know.</summary>
    private static List<string> Of(string[] paths)
    {
        Span<char> key = stackalloc char[RestartManager.KeyLength + 1];
        fixed (char* text = key)
        {
            if (RestartManager.RmStartSession(out var session, 0, text) != 0)
            {
                return [];
            }

            try
            {
                return RestartManager.RmRegisterResources(session, (uint)paths.Length, [.. paths.Select(LongPath.ToDisplay)], 0, null, 0, null) == 0
                    ? Holders(session)
                    : [];
            }
            finally
            {
                _ = RestartManager.RmEndSession(session);
            }
        }
    }

    private static List<string> Holders(uint session)
    {
        var found = new RM_PROCESS_INFO[Most];
        var count = (uint)found.Length;
        fixed (RM_PROCESS_INFO* first = found)
        {
            if (RestartManager.RmGetList(session, out _, ref count, first, out _) != 0)
            {
                return [];
            }
        }

        return [.. found.Take((int)count).Select(process => $"{Name(process)} ({process.dwProcessId})")];
    }

    private static string Name(RM_PROCESS_INFO process) => new(process.strAppName);
}
