namespace ProvisionKms.Imaging.Interop.Dism;

/// <summary>A servicing session with one mounted image or image directory. An image can be unmounted only after it is closed.</summary>
internal sealed class DismSession(string imagePath, string? windowsDirectory, string? systemDrive) : IDisposable
{
    private const uint None = 0;

    /// <summary>DISM's number for it.</summary>
    internal uint Handle { get; private set; } = None;

    internal string ImagePath => imagePath;

    /// <summary>Something that was done is completed when the image starts.</summary>
    internal bool RebootRequired { get; set; }

    internal int Open()
    {
        var hresult = DismNative.DismOpenSession(imagePath, windowsDirectory, systemDrive, out var handle);
        if (DismException.IsSuccess(hresult))
        {
            Handle = handle;
        }
        else if (handle != None)
        {
            _ = DismNative.DismCloseSession(handle);
        }

        return hresult;
    }

    internal int Close()
    {
        if (Handle == None)
        {
            return 0;
        }

        // Kept when it fails, for another attempt: as long as DISM has it open, the image cannot be unmounted.
        var hresult = DismNative.DismCloseSession(Handle);
        var isClosed = DismException.IsSuccess(hresult) || (DismResult)(uint)hresult == DismResult.InvalidSession;
        Handle = isClosed ? None : Handle;
        return isClosed ? 0 : hresult;
    }

    /// <exception cref="DismException">It could not be closed, and the image stays mounted.</exception>
    public void Dispose() => DismApi.CloseSession(this);
}
