using System.Buffers.Binary;

namespace ProvisionKms.Imaging.Disks.Ntfs;

/// <summary>
/// The restart pages of $LogFile: two copies at its start. Nothing is pending where the journal was emptied (all ones),
/// where no client uses it, or where the volume was marked clean. https://flatcap.github.io/linux-ntfs/ntfs/files/logfile.html
/// </summary>
internal static class JournalState
{
    internal const int PageSize = 4096;

    private const ushort NoClient = 0xffff;
    private const ushort VolumeIsClean = 2;

    internal static bool IsPending(Func<int, byte[]> readPage)
    {
        byte[][] pages = [readPage(0), readPage(1)];
        var restarts = pages.Where(p => p.AsSpan().StartsWith("RSTR"u8)).ToList();
        return restarts.Count == 0
            ? !pages.All(p => p.AsSpan().IndexOfAnyExcept((byte)0xff) < 0)
            : IsPending(restarts.MaxBy(Sequence)!);
    }

    private static int Area(byte[] page) => BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(24));

    private static ulong Sequence(byte[] page) => BinaryPrimitives.ReadUInt64LittleEndian(page.AsSpan(Area(page)));

    private static bool IsPending(byte[] page)
    {
        var area = page.AsSpan(Area(page));
        var (client, flags) = (BinaryPrimitives.ReadUInt16LittleEndian(area[12..]), BinaryPrimitives.ReadUInt16LittleEndian(area[14..]));
        return client != NoClient && (flags & VolumeIsClean) == 0;
    }
}
