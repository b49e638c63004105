using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Media;

/// <summary>A file or folder of media.</summary>
/// <param name="Name">As 7-Zip spells it, with slashes.</param>
/// <param name="Modified">As 7-Zip writes it; only compared.</param>
internal sealed record MediaEntry(ImagePath Path, string Name, bool IsDirectory, long Length, string Modified);
