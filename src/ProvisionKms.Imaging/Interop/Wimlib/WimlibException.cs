namespace ProvisionKms.Imaging.Interop.Wimlib;

/// <summary>libwim refused. Keeps the raw code; the message is libwim's own.</summary>
internal sealed class WimlibException(WimlibError error, string operation)
    : Exception($"{operation}: {WimlibNative.wimlib_get_error_string(error)}")
{
    public WimlibError Error { get; } = error;

    public static void ThrowIfFailed(WimlibError error, string operation)
    {
        if (error != WimlibError.Success)
        {
            throw new WimlibException(error, operation);
        }
    }
}
