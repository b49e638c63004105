namespace ProvisionKms.Images;

/// <summary>Recognises what a path holds and opens it. The doors hand one to the straight line.</summary>
public interface IImageOpener
{
    /// <exception cref="Diagnostics.ProvisionException">Nothing there, of no known kind, damaged, or this machine lacks a library.</exception>
    IImageSession Open(string path, ImageAccess access);
}

public enum ImageAccess
{
    Read,
    Write,
}
