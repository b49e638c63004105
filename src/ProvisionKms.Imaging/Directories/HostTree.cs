using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>
/// Looks things up below a directory of this machine as Windows would, without regard to case, and never through a link:
/// an image may hold links that lead anywhere on the machine that builds it.
/// </summary>
internal sealed class HostTree
{
    internal HostTree(string root)
    {
        (DisplayPath, HostPath) = (root, HostFile.FullPath(root));
        var status = FileStatus.OfTarget(HostPath) ??
            throw new ProvisionException(Codes.ImageNotFound, "the directory does not exist", new SourceSpan(root));
        Root = new HostEntry(ImagePath.Root, HostPath, status with { Kind = FileKind.Directory });
    }

    internal string HostPath { get; }

    /// <summary>For messages.</summary>
    internal string DisplayPath { get; }

    internal HostEntry Root { get; }

    /// <summary>Null when nothing is there, or only by way of a link.</summary>
    /// <exception cref="ProvisionException">Two names on the way differ only in case.</exception>
    internal HostEntry? Find(ImagePath path)
    {
        var entry = Root;
        foreach (var name in path.Parts)
        {
            if (!entry.IsDirectory || FindChild(entry, name) is not { } child)
            {
                return null;
            }

            entry = child;
        }

        return entry;
    }

    /// <summary>
    /// The name as it is spelled, or else the only one that differs in nothing but case. On Windows also what has it as its short
    /// name; a directory there may be one in which case matters, and then two names may differ in nothing else too.
    /// </summary>
    internal HostEntry? FindChild(HostEntry directory, string name)
    {
        if (IsOurs(directory, name))
        {
            return null;
        }

        var found = Entry(directory, name);
        var spelling = found is null ? null : HostFile.Spelling(found.HostPath);
        if (found is not null && spelling == name)
        {
            return found;
        }

        var alike = Names(directory).Where(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return alike switch
        {
            [] => spelling is null ? null : Entry(directory, spelling),
            [var only] => Entry(directory, only),
            _ => throw new ProvisionException(
                Codes.NameAmbiguous,
                $"'{directory.Path / alike[0]}' and '{directory.Path / alike[1]}' differ only in case",
                new SourceSpan(DisplayPath),
                Codes.NameAmbiguous.Hint),
        };
    }

    /// <summary>The children in name order. Names that Windows could not have are left out.</summary>
    internal static IEnumerable<HostEntry> Children(HostEntry directory) =>
        Names(directory)
            .Where(name => IsWindowsName(name) && !IsOurs(directory, name))
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => Entry(directory, name))
            .OfType<HostEntry>();

    /// <summary>All names in a directory, our undo journal left out.</summary>
    internal static IEnumerable<string> AllNames(string root, string directory) =>
        Names(directory).Where(name => directory != root || name != UndoJournal.FolderName).Order(StringComparer.Ordinal);

    private static bool IsWindowsName(string name)
    {
        try
        {
            return ImagePath.Parse(name).Parts is [var only] && only == name;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsOurs(HostEntry directory, string name) => directory.Path.Parts.Count == 0 && name == UndoJournal.FolderName;

    private static IEnumerable<string> Names(HostEntry directory) => Names(directory.HostPath);

    private static IEnumerable<string> Names(string directory) =>
        Directory.EnumerateFileSystemEntries(directory).Select(path => System.IO.Path.GetFileName(path));

    private static HostEntry? Entry(HostEntry directory, string name)
    {
        var path = System.IO.Path.Combine(directory.HostPath, name);
        return FileStatus.Of(path) is { } status ? new HostEntry(directory.Path / name, path, status) : null;
    }
}
