using System.Runtime.InteropServices;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>A call of Windows that failed; an <see cref="IOException"/>, as .NET's own file functions throw.</summary>
internal sealed class WindowsException : IOException
{
    internal WindowsException(string function, string path, int code, string more = "")
        : base($"{function} '{LongPath.ToDisplay(path)}': {Marshal.GetPInvokeErrorMessage(code)}{more}", unchecked((int)0x80070000) | code) => Code = code;

    internal int Code { get; }

    /// <summary>Right after a call; nothing else may come between.</summary>
    internal static void ThrowIfFailed(bool result, string function, string path)
    {
        if (!result)
        {
            throw new WindowsException(function, path, Marshal.GetLastPInvokeError());
        }
    }
}
