using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>Windows counts in 100 ns since 1601, we in seconds and nanoseconds since 1970. Nothing is lost either way.</summary>
internal static class WindowsTime
{
    private const long TicksFrom1601To1970 = 116_444_736_000_000_000;

    internal static FileTime ToUnix(long fileTime)
    {
        var (seconds, ticks) = Math.DivRem(fileTime - TicksFrom1601To1970, TimeSpan.TicksPerSecond);
        return ticks < 0
            ? new FileTime(seconds - 1, (uint)((ticks + TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick))
            : new FileTime(seconds, (uint)(ticks * TimeSpan.NanosecondsPerTick));
    }

    internal static long FromUnix(FileTime time) =>
        time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / TimeSpan.NanosecondsPerTick + TicksFrom1601To1970;
}
