namespace ProvisionKms.Imaging;

/// <summary>The libraries that can open an image.</summary>
public enum ImageBackend
{
    /// <summary>DISM on Windows, libwim elsewhere.</summary>
    Automatic,

    /// <summary>DismApi.dll, a part of Windows and of the Windows ADK.</summary>
    Dism,

    /// <summary>libwim, and hivex for the registry.</summary>
    Wimlib,
}
