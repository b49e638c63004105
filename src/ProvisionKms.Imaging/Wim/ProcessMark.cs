using System.Diagnostics;
using System.Globalization;

namespace ProvisionKms.Imaging.Wim;

/// <summary>A process id inside a file name tells a killed run's leftovers from the files of one at work.</summary>
internal static class ProcessMark
{
    /// <summary>False when no process has the id, or the text is none.</summary>
    public static bool IsAlive(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
