using System.Buffers.Binary;
using System.Security.Cryptography;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Wim;

/// <summary>
/// What is needed to undo an in-place write of a WIM. libwim appends behind the old content and then replaces the
/// header, so the old header, the few bytes behind the lookup table and the old length are all. They are on disk, beside
/// the WIM, before its first byte changes; who finds the file later puts them back, any number of times.
/// The open journal is locked: one that can be opened belongs to a run that is gone.
/// </summary>
public sealed class WimJournal : IDisposable
{
    private const int FixedSize = 8 + 8 + 8 + 8 + WimHeader.Size;
    private const string Suffix = ".provision-kms-undo";
    private const string Draft = Suffix + ".new";
    private static ReadOnlySpan<byte> Magic => "PKMSUND1"u8;

    private readonly string _wim;
    private readonly string _journal;
    private FileStream? _file;

    private WimJournal(string wim, FileStream file) => (_wim, _journal, _file) = (wim, PathFor(wim), file);

    public static string PathFor(string wim) =>
        Path.Combine(Path.GetDirectoryName(wim)!, $".{Path.GetFileName(wim)}{Suffix}");

    /// <summary>The WIMs of a folder that have a journal, or the draft of one.</summary>
    internal static IEnumerable<string> WimsWithOne(string folder) =>
        from file in Directory.EnumerateFiles(folder, ".*" + Suffix + "*")
        let name = Path.GetFileName(file)
        let end = name.EndsWith(Suffix, StringComparison.Ordinal) ? Suffix : name.EndsWith(Draft, StringComparison.Ordinal) ? Draft : null
        where end is not null
        select Path.Combine(folder, name[1..^end.Length]);

    /// <summary>Removes what a run left that was killed before its journal was whole; the WIM was not touched yet.</summary>
    internal static void RemoveDraft(string wim)
    {
        var draft = PathFor(wim)[..^Suffix.Length] + Draft;
        if (!File.Exists(draft))
        {
            return;
        }

        try
        {
            // Locked as long as its run is at work.
            using var file = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            File.Delete(draft);
        }
        catch (IOException)
        {
            // At work: it becomes the journal in a moment.
        }
    }

    /// <summary>An earlier in-place run on this WIM ended before it was done, or is still at work.</summary>
    public static bool ExistsFor(string wim) => File.Exists(PathFor(wim));

    /// <summary>Undoes an interrupted in-place run, if there was one.</summary>
    /// <returns>True when there was one.</returns>
    /// <exception cref="ProvisionException">The run is still at work, or the journal does not belong to this file.</exception>
    public static bool Recover(string wim)
    {
        if (!ExistsFor(wim))
        {
            return false;
        }

        FileStream file;
        try
        {
            file = new FileStream(PathFor(wim), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new ProvisionException(Codes.ImageBusy, $"another run is writing '{wim}'", new SourceSpan(wim), "wait until it is done", error);
        }

        using var journal = new WimJournal(wim, file);
        journal.Undo();
        return true;
    }

    internal static WimJournal Begin(string wim, WimHeader header)
    {
        var path = PathFor(wim);
        var temporary = path[..^Suffix.Length] + Draft;
        var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        try
        {
            file.Write(Compose(wim, header));
            file.Flush(flushToDisk: true);
            File.Move(temporary, path, overwrite: false);
            Durability.SyncDirectory(Path.GetDirectoryName(path)!);
            return new WimJournal(wim, file);
        }
        catch
        {
            file.Dispose();
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The new content stays.</summary>
    public void Forget()
    {
        Close();
        File.Delete(_journal);
        Durability.SyncDirectory(Path.GetDirectoryName(_journal)!);
    }

    /// <summary>The old content comes back, to the byte and to its time stamp.</summary>
    public void Undo()
    {
        var journal = ReadAll();
        var length = BinaryPrimitives.ReadInt64LittleEndian(journal.AsSpan(8));
        var tailOffset = BinaryPrimitives.ReadInt64LittleEndian(journal.AsSpan(16));
        var written = new DateTime(BinaryPrimitives.ReadInt64LittleEndian(journal.AsSpan(24)), DateTimeKind.Utc);
        using (var wim = File.OpenHandle(_wim, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            if (RandomAccess.GetLength(wim) < length)
            {
                throw Foreign();
            }

            RandomAccess.Write(wim, journal.AsSpan(FixedSize), tailOffset);
            RandomAccess.SetLength(wim, length);
            RandomAccess.FlushToDisk(wim);
            RandomAccess.Write(wim, journal.AsSpan(32, WimHeader.Size), 0);
            RandomAccess.FlushToDisk(wim);
        }

        File.SetLastWriteTimeUtc(_wim, written);
        Forget();
    }

    public void Dispose() => Close();

    private static byte[] Compose(string wim, WimHeader header)
    {
        var tail = new byte[header.FileLength - header.FirstMutable];
        using (var file = File.OpenHandle(wim))
        {
            if (RandomAccess.Read(file, tail, header.FirstMutable) != tail.Length)
            {
                throw new EndOfStreamException($"'{wim}' became shorter while it was read");
            }
        }

        var journal = new byte[FixedSize + tail.Length + SHA256.HashSizeInBytes];
        Magic.CopyTo(journal);
        BinaryPrimitives.WriteInt64LittleEndian(journal.AsSpan(8), header.FileLength);
        BinaryPrimitives.WriteInt64LittleEndian(journal.AsSpan(16), header.FirstMutable);
        BinaryPrimitives.WriteInt64LittleEndian(journal.AsSpan(24), File.GetLastWriteTimeUtc(wim).Ticks);
        header.Bytes.CopyTo(journal.AsSpan(32));
        tail.CopyTo(journal.AsSpan(FixedSize));
        SHA256.HashData(journal.AsSpan(..^SHA256.HashSizeInBytes), journal.AsSpan(^SHA256.HashSizeInBytes..));
        return journal;
    }

    private byte[] ReadAll()
    {
        var file = _file ?? throw new ObjectDisposedException(nameof(WimJournal));
        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        var whole = bytes.Length >= FixedSize + SHA256.HashSizeInBytes && bytes.AsSpan().StartsWith(Magic) &&
            SHA256.HashData(bytes.AsSpan(..^SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(^SHA256.HashSizeInBytes..));
        return whole ? bytes[..^SHA256.HashSizeInBytes] : throw Foreign();
    }

    private ProvisionException Foreign() =>
        new(Codes.JournalUnusable, $"the undo journal '{_journal}' does not fit '{_wim}'", new SourceSpan(_wim),
            "someone replaced the image or the journal; put both back, or delete the journal if the image is a good one");

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
