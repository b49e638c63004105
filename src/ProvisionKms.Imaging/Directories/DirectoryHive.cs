using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Directories;

/// <summary>A registry hive of a directory: either in its place, or staged as a whole file by the edits before.</summary>
/// <param name="Path">As the image spells it.</param>
/// <param name="HostFile">Where it is on this machine, when it is in its place.</param>
/// <param name="Logs">Those of its transaction logs that exist.</param>
internal sealed record DirectoryHive(ImagePath Path, string? HostFile, IReadOnlyList<string> Logs, StagedFile? Staged);
