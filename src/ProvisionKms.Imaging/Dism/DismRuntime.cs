using System.Globalization;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Interop.Dism;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// A use of DISM. The first of the process initializes it, the last shuts it down. DISM logs into a private folder, for
/// nobody knows what it writes about a product key; when a call has failed, the log is kept, with all keys made unreadable.
/// </summary>
internal sealed class DismRuntime : IDisposable
{
    private static readonly Lock Gate = new();
    private static int s_users;
    private static ScratchFolder? s_folder;
    private static bool s_failed;
    private bool _disposed;

    private DismRuntime()
    {
    }

    /// <summary>Where the log of this process is after a failure.</summary>
    public static string KeptLog => Path.Combine(Path.GetTempPath(), $"provision-kms-dism-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.log");

    /// <exception cref="ProvisionException">There is no DISM, or it does not start.</exception>
    public static DismRuntime Enter()
    {
        lock (Gate)
        {
            if (s_users == 0)
            {
                DismLibrary.EnsureLoaded();
                s_folder = new ScratchFolder();
                try
                {
                    DismApi.Initialize(DismLogLevel.LogErrorsWarnings, LogIn(s_folder), s_folder.NewFolder("dism"));
                }
                catch (DismException error)
                {
                    s_failed = true;
                    CloseLog();
                    throw DismDiagnostics.From(error, null, writing: false);
                }
            }

            s_users++;
            return new DismRuntime();
        }
    }

    /// <summary>Keeps the log for the user.</summary>
    public static void NoteFailure() => s_failed = true;

    public void Dispose()
    {
        lock (Gate)
        {
            if (_disposed || --s_users > 0)
            {
                _disposed = true;
                return;
            }

            _disposed = true;
            try
            {
                DismApi.Shutdown();
            }
            catch (DismException)
            {
                // The end of the process does it. What kept it, such as a mount left behind, has been told.
                s_failed = true;
            }

            CloseLog();
        }
    }

    private static string LogIn(ScratchFolder folder) => Path.Combine(folder.Path, "dism.log");

    private static void CloseLog()
    {
        try
        {
            if (s_failed && s_folder is not null && File.Exists(LogIn(s_folder)))
            {
                File.WriteAllLines(KeptLog, File.ReadLines(LogIn(s_folder)).Select(ProductKeyText.Hide));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A log is not worth an error.
        }

        s_folder?.Dispose();
        (s_folder, s_failed) = (null, false);
    }
}
