using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ProvisionKms.Imaging.Staging;

/// <summary>A process id inside a file name tells a killed run's leftovers from the files of one at work.</summary>
internal static class ProcessMark
{
    /// <summary>On Linux start times are counted from the start of the system, by a clock that is set later.</summary>
    private static readonly TimeSpan Tolerance = OperatingSystem.IsWindows() ? TimeSpan.Zero : TimeSpan.FromSeconds(1);

    /// <summary>
    /// True when the text is a process id and no process has it, or when we have it but have started after the file was written:
    /// in a container every run may get the same id. Windows gives the id of an ended process to the next one, whosever it is.
    /// Anything else was not left by us.
    /// </summary>
    public static bool IsGone(string text, string path)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return (id == Environment.ProcessId || OperatingSystem.IsWindows()) && BeganAfter(process, path);
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            // Another user's process, or one that has ended just now.
            return false;
        }
    }

    private static bool BeganAfter(Process process, string path) =>
        File.GetLastWriteTimeUtc(path) < process.StartTime.ToUniversalTime() - Tolerance;
}
