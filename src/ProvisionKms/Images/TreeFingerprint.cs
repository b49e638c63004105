namespace ProvisionKms.Images;

/// <summary>
/// Everything of one file or directory that must not change unplanned, as one digest: content, named streams,
/// attributes, short name, timestamps, security descriptor and link target, as far as the kind of image has them; its
/// path as well. Digests are comparable only between two sessions of the same kind, taken for the same use.
/// </summary>
public readonly record struct TreeFingerprint(string Path, UInt128 Digest);

/// <summary>What fingerprints will be compared with.</summary>
public enum FingerprintUse
{
    /// <summary>With those of another container: the content itself must be read.</summary>
    WithAnother,

    /// <summary>
    /// With those of this very container, before or after an edit: what a file system notes of every change, and no
    /// program can set back, may stand for the content. An applied Windows has 10 GB that need not be read twice then.
    /// </summary>
    WithItself,

    /// <summary>
    /// With those of another container, of an image in which nothing is planned. One digest that stands for all of the image
    /// will do, if the container keeps one: where images are mounted to be read, the others need not be mounted then. When it
    /// differs, the images are compared as <see cref="WithAnother"/>.
    /// </summary>
    OfUnplanned,
}
