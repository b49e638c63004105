using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>
/// Virus scanners and the search index open what has just been written, for a moment, and nothing can be renamed or deleted
/// meanwhile. So what is refused for that reason is tried again, for some two seconds in all.
/// </summary>
[SupportedOSPlatform("windows")]
internal static class Patience
{
    private const int Times = 8;

    internal static void Try(string function, Func<bool> call, params string[] paths)
    {
        for (var time = 0; !call(); time++)
        {
            var error = Marshal.GetLastPInvokeError();
            var isTaken = error is Win32.ERROR_SHARING_VIOLATION or Win32.ERROR_LOCK_VIOLATION or Win32.ERROR_ACCESS_DENIED or Win32.ERROR_DIR_NOT_EMPTY;
            if (!isTaken || time == Times)
            {
                throw FileHolders.Explain(function, error, paths);
            }

            Thread.Sleep(10 << time);
        }
    }
}
