using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Doctor;

/// <summary>What a Windows machine says of itself, gathered apart from judging it.</summary>
/// <param name="IsAdministrator">The process is elevated.</param>
/// <param name="LongPaths">The policy LongPathsEnabled; null when it cannot be read.</param>
/// <param name="Dism">Null when there is none.</param>
/// <param name="Mounts">Images that are mounted; null when DISM was not asked or did not say.</param>
/// <param name="TemporaryFolder">Mount folders are made in it.</param>
internal sealed record WindowsFacts(
    bool IsAdministrator, bool? LongPaths, DismLibraryState? Dism, IReadOnlyList<MountedImage>? Mounts, string TemporaryFolder);
