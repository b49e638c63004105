using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Planning;

/// <summary>
/// One change to one image: what, why, how to make it and how to see that it is there.
/// A new kind of edit is a new folder under Edits and touches no switch elsewhere.
/// </summary>
public abstract record Edit
{
    /// <summary>As the JSON contract names it: file, answer-file, script, registry, product-key, edition, offline-servicing, image-metadata, access.</summary>
    public abstract string Kind { get; }

    /// <summary>Where in the image, as a user would write it.</summary>
    public abstract string Target { get; }

    /// <summary>What will be there, in a few words; secrets masked.</summary>
    public abstract string Value { get; }

    public required EditAction Action { get; init; }

    /// <summary>The reason, for the person who reads the plan.</summary>
    public required string Why { get; init; }

    /// <summary>The files of the image that this edit may create or change; a difference elsewhere is unplanned.</summary>
    public abstract IReadOnlyList<ImagePath> Touches { get; }

    /// <summary>The properties of the container's description that this edit may change.</summary>
    public virtual IReadOnlyList<string> Properties => [];

    /// <summary>
    /// The servicing stack does it and installs or removes parts of Windows, in files that nobody can name beforehand: what
    /// changes inside <see cref="WindowsLayout.ServicedFolders"/> is not unplanned then.
    /// </summary>
    public virtual bool ServicesWindows => false;

    /// <summary>
    /// Asks the image, before anything is written, whether the edit could be made: what only the image itself can tell is
    /// not in the facts.
    /// </summary>
    /// <param name="image">How messages name the image.</param>
    /// <returns>Why not, or null.</returns>
    public virtual Diagnostic? Check(IImageTree tree, string image) => null;

    public abstract void Apply(IImageTree tree);

    /// <summary>Asks the image itself, not what Apply remembers.</summary>
    public abstract bool IsPresent(IImageTree tree);

    /// <summary>
    /// Whether the image is as if this very edit had just been applied. Stricter than <see cref="IsPresent"/> where an edit
    /// merges into a file: nothing else may have been changed in it.
    /// </summary>
    public virtual bool IsExactIn(IImageTree tree) => IsPresent(tree);
}

public enum EditAction
{
    Create,
    Change,

    /// <summary>Already as it should be; nothing is written.</summary>
    Keep,
}
