using System.Diagnostics;
using System.Globalization;

namespace ProvisionKms.Imaging.Staging;

/// <summary>A process id inside a file name tells a killed run's leftovers from the files of one at work.</summary>
internal static class ProcessMark
{
    /// <summary>True when the text is a process id and no process has it. Anything else was not left by us.</summary>
    public static bool IsGone(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
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
