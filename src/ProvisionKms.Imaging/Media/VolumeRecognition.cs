using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Media;

/// <summary>
/// Which file systems media have, by the descriptors from sector 16 on (ECMA-167, 2/8 and 3/9). Of a bridge UDF is the one that
/// Windows reads, and the only one that knows files over 4 GiB.
/// </summary>
internal static class VolumeRecognition
{
    private const int First = 16;
    private const int Last = 64;

    internal static bool HasUdf(string path)
    {
        using var disk = new OffsetReader(path);
        return Enumerable.Range(First, Last - First).Any(sector =>
            disk.Read((long)sector * ElTorito.Sector + 1, 5).AsSpan() is var name && (name.SequenceEqual("NSR02"u8) || name.SequenceEqual("NSR03"u8)));
    }
}
