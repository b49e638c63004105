namespace ProvisionKms.Images;

/// <summary>
/// One image of a session: read it, and stage edits that <see cref="IImageSession.Commit"/> writes.
/// Reads see what was staged. Every path lookup ignores case. Nothing here knows of keys, KMS or recipes.
/// </summary>
public interface IImageTree
{
    ImageIndex Index { get; }

    /// <summary>Null where the backend has no servicing stack to ask: everywhere but with DISM.</summary>
    IImageServicing? Servicing => null;

    /// <summary>A property of the container's own description, such as <c>WINDOWS/EDITIONID</c> in the XML of a WIM; null when absent.</summary>
    string? GetProperty(string name);

    /// <summary>What is at the path, or null.</summary>
    TreeEntry? Find(ImagePath path);

    /// <summary>The children of a directory in name order; empty when there is no such directory.</summary>
    IReadOnlyList<TreeEntry> List(ImagePath directory);

    /// <summary>A file's content, or null when there is none.</summary>
    /// <exception cref="Diagnostics.ProvisionException">It is a directory, a reparse point, encrypted, or over 64 MiB.</exception>
    byte[]? ReadFile(ImagePath path);

    /// <summary>Opens a hive with the transaction logs beside it; null when there is none.</summary>
    /// <exception cref="Diagnostics.ProvisionException">The file is no hive or a damaged one.</exception>
    IRegistryHive? OpenHive(ImagePath path);

    /// <summary>Stages a file; missing directories are made. An existing file is found whatever its case and keeps its spelling.</summary>
    /// <exception cref="Diagnostics.ProvisionException">A part of the path is a reparse point, or a file where a directory must be.</exception>
    void WriteFile(ImagePath path, ReadOnlyMemory<byte> content);

    /// <summary>
    /// Whether the access list of what is at the path lets others than SYSTEM, administrators and TrustedInstaller write it; false
    /// where there is nothing, and where the backend cannot tell: only NTFS on Linux is asked.
    /// </summary>
    bool IsOpenToOthers(ImagePath path) => false;

    /// <summary>Stages that they may no longer.</summary>
    /// <exception cref="NotSupportedException">The backend could not tell either.</exception>
    void CloseToOthers(ImagePath path) => throw new NotSupportedException("this kind of image has no access lists to edit");

    /// <summary>Stages values in a hive; missing keys are made.</summary>
    /// <exception cref="Diagnostics.ProvisionException">The hive is absent, damaged or not <see cref="HiveCondition.Clean"/>.</exception>
    void SetRegistryValues(ImagePath hive, IReadOnlyList<RegistryValue> values);

    /// <summary>Stages a property of the container's own description.</summary>
    /// <exception cref="NotSupportedException">This kind of image has no description.</exception>
    void SetProperty(string name, string value);

    /// <summary>Visits everything in the image as it was opened, staged edits not included, in no particular order.</summary>
    void Fingerprint(FingerprintUse use, Action<TreeFingerprint> visit, CancellationToken cancellation);
}
