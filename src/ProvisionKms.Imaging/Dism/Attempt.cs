using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// Tries again what failed: antivirus and indexing services look into every file that appears, and so keep a mount or a
/// hive in use for a moment.
/// </summary>
internal static class Attempt
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)];

    /// <exception cref="DismException">The last failure.</exception>
    public static void Repeat(Action action)
    {
        foreach (var pause in Pauses)
        {
            try
            {
                action();
                return;
            }
            catch (DismException)
            {
                Thread.Sleep(pause);
            }
        }

        action();
    }
}
