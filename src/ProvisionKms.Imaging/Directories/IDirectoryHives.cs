using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Directories;

/// <summary>How the registry hives of a directory are read and edited: as files, or by the system that serves the image.</summary>
internal interface IDirectoryHives : IDisposable
{
    /// <summary>Opens a hive as the edits so far leave it.</summary>
    IRegistryHive Open(DirectoryHive hive);

    /// <summary>Keeps REG_SZ values aside until the commit. The hive is there, and no link.</summary>
    /// <returns>
    /// The file that the commit will put in the hive's place; null when there is none, because the values are there already or
    /// are written into the hive by other means.
    /// </returns>
    /// <exception cref="Diagnostics.ProvisionException">The hive is damaged or not <see cref="HiveCondition.Clean"/>.</exception>
    StagedFile? SetValues(DirectoryHive hive, IReadOnlyList<RegistryValue> values);
}
