using System.Runtime.InteropServices;

namespace ProvisionKms.Imaging.Interop.Posix;

/// <summary>A call of the C library that failed; an <see cref="IOException"/>, as .NET's own file functions throw.</summary>
internal sealed class PosixException : IOException
{
    private PosixException(string function, string path, int errno)
        : base($"{function} '{path}': {Marshal.GetPInvokeErrorMessage(errno)}") => Errno = errno;

    internal int Errno { get; }

    /// <summary>Right after a call; nothing else may come between.</summary>
    internal static void ThrowIfFailed(nint result, string function, string path)
    {
        if (result == -1)
        {
            throw new PosixException(function, path, Marshal.GetLastPInvokeError());
        }
    }
}
