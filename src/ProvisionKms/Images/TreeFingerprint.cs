namespace ProvisionKms.Images;

/// <summary>
/// Everything of one file or directory that must not change unplanned, as one digest: content, named streams,
/// attributes, short name, timestamps, security descriptor and link target, as far as the kind of image has them.
/// Digests are comparable only between two sessions of the same kind.
/// </summary>
public readonly record struct TreeFingerprint(string Path, UInt128 Digest);
