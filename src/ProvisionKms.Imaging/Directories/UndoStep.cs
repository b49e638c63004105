using System.Globalization;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>What was done to one path, and how it is undone. One line of the journal.</summary>
internal abstract record UndoStep(ImagePath Path)
{
    private const char Separator = '\t';

    /// <summary>Undoes the step, also when it was never done or is undone already.</summary>
    /// <param name="target">The path on this machine, reached without links.</param>
    internal abstract void Undo(string target, UndoJournal journal);

    internal abstract string ToLine();

    /// <summary>Null for a line that no journal of ours has.</summary>
    internal static UndoStep? Parse(string line)
    {
        try
        {
            return line.Split(Separator) switch
            {
                [Made.Word, var path] => new Made(ImagePath.Parse(path)),
                [Created.Word, var path] => new Created(ImagePath.Parse(path)),
                [Replaced.Word, var number, var path] => new Replaced(ImagePath.Parse(path), ToNumber(number)),
                [Touched.Word, var seconds, var nanoseconds, var path] =>
                    new Touched(ImagePath.Parse(path), new FileTime(long.Parse(seconds, CultureInfo.InvariantCulture), (uint)ToNumber(nanoseconds))),
                [Closed.Word, var security, var path] => new Closed(ImagePath.Parse(path), Convert.FromHexString(security)),
                _ => null,
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static int ToNumber(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Line(params object[] fields) =>
        string.Join(Separator, fields.Select(field => Convert.ToString(field, CultureInfo.InvariantCulture)));

    /// <summary>A directory that was not there.</summary>
    internal sealed record Made(ImagePath Path) : UndoStep(Path)
    {
        internal const string Word = "made";

        internal override void Undo(string target, UndoJournal journal)
        {
            if (FileStatus.Of(target) is { Kind: FileKind.Directory })
            {
                HostFile.DeleteEmpty(target);
            }
        }

        internal override string ToLine() => Line(Word, Path.ToSlashes());
    }

    /// <summary>A file that was not there.</summary>
    internal sealed record Created(ImagePath Path) : UndoStep(Path)
    {
        internal const string Word = "created";

        internal override void Undo(string target, UndoJournal journal)
        {
            if (FileStatus.Of(target) is { Kind: FileKind.Regular })
            {
                HostFile.Delete(target);
            }
        }

        internal override string ToLine() => Line(Word, Path.ToSlashes());
    }

    /// <summary>A file whose original the journal keeps under a number.</summary>
    internal sealed record Replaced(ImagePath Path, int Number) : UndoStep(Path)
    {
        internal const string Word = "replaced";

        internal override void Undo(string target, UndoJournal journal)
        {
            var original = journal.Original(Number);
            if (FileStatus.Of(original) is { Kind: FileKind.Regular })
            {
                HostFile.Rename(original, target);
            }
        }

        internal override string ToLine() => Line(Word, Number, Path.ToSlashes());
    }

    /// <summary>A file or directory that others than SYSTEM and administrators could write.</summary>
    internal sealed record Closed(ImagePath Path, byte[] Security) : UndoStep(Path)
    {
        internal const string Word = "closed";

        internal void Do(string target)
        {
            if (NtfsDescriptor.ClosedToOthers(Security, FileStatus.Of(target) is { Kind: FileKind.Directory }) is { } closed)
            {
                FileMetadata.SetSecurity(target, closed);
            }
        }

        internal override void Undo(string target, UndoJournal journal)
        {
            if (FileStatus.Of(target) is { Kind: FileKind.Directory or FileKind.Regular })
            {
                FileMetadata.SetSecurity(target, Security);
            }
        }

        internal override string ToLine() => Line(Word, Convert.ToHexString(Security), Path.ToSlashes());
    }

    /// <summary>A directory whose time of modification changes with what is in it.</summary>
    internal sealed record Touched(ImagePath Path, FileTime Modified) : UndoStep(Path)
    {
        internal const string Word = "touched";

        internal override void Undo(string target, UndoJournal journal)
        {
            if (FileStatus.Of(target) is { Kind: FileKind.Directory })
            {
                HostFile.SetModified(target, Modified);
            }
        }

        internal override string ToLine() => Line(Word, Modified.Seconds, Modified.Nanoseconds, Path.ToSlashes());
    }
}
