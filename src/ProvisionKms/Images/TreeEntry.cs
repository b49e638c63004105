namespace ProvisionKms.Images;

/// <summary>A file or directory inside an image.</summary>
/// <param name="Path">As it is spelled in the image, which may differ in case from what was asked for.</param>
/// <param name="Length">Bytes of the unnamed data stream; 0 for directories.</param>
/// <param name="IsReparsePoint">A link or another reparse point: never followed, never written through.</param>
public sealed record TreeEntry(ImagePath Path, bool IsDirectory, long Length, bool IsReparsePoint, bool IsEncrypted = false);
