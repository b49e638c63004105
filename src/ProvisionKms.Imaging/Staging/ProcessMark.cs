using System.Diagnostics;
using System.Globalization;

namespace ProvisionKms.Imaging.Staging;

/// <summary>A process id inside a file name tells a killed run's leftovers from the files of one at work.</summary>
internal static class ProcessMark
{
    /// <summary>Start times are counted from the start of the system, by a clock that is set later.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>
    /// True when the text is a process id and no process has it, or when we have it but have started after the file was written:
    /// in a container every run may get the same id. Anything else was not left by us.
    /// </summary>
    public static bool IsGone(string text, string path)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        if (id == Environment.ProcessId)
        {
            using var self = Process.GetCurrentProcess();
            return File.GetLastWriteTimeUtc(path) < self.StartTime.ToUniversalTime() - Tolerance;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
