using System.Runtime.InteropServices;

namespace ProvisionKms.Imaging.Interop.Hivex;

/// <summary>A call of hivex that failed: which, and the errno that it left.</summary>
internal sealed class HivexException : Exception
{
    private HivexException(string function, int errno)
        : base($"{function}: {Marshal.GetPInvokeErrorMessage(errno)}") => (Function, Errno) = (function, errno);

    internal string Function { get; }

    internal int Errno { get; }

    /// <summary>
    /// hivex reports failure by 0, -1 or null together with errno. Right after a call (nothing else may come between):
    /// <paramref name="failed"/> says that the result was that value.
    /// </summary>
    internal static void ThrowIfFailed(bool failed, string function)
    {
        if (failed)
        {
            throw new HivexException(function, Marshal.GetLastPInvokeError());
        }
    }
}
