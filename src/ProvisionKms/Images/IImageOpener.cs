namespace ProvisionKms.Images;

/// <summary>Recognises what a path holds and opens it. The doors hand one to the straight line.</summary>
public interface IImageOpener
{
    /// <exception cref="Diagnostics.ProvisionException">Nothing there, of no known kind, damaged, or this machine lacks a library.</exception>
    IImageSession Open(string path, ImageAccess access);

    /// <summary>
    /// Opens for reading what was made from <paramref name="source"/>, so that the same paths lead to the same files: an
    /// answer file, which is known by its own name, may have been written under another one.
    /// </summary>
    /// <exception cref="Diagnostics.ProvisionException">As for <see cref="Open"/>.</exception>
    IImageSession OpenMade(string path, IImageSession source) => Open(path, ImageAccess.Read);
}

public enum ImageAccess
{
    Read,
    Write,
}
