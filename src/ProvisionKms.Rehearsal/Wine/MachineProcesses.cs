using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// The processes of a prefix, found by the variable that Wine hands on to each of them. Wine starts processes apart
/// from their parents, so no process group or tree holds them.
/// </summary>
internal sealed class MachineProcesses
{
    private static readonly string[] s_servers = ["wineserver", "wineserver64", "wineserver32"];

    /// <summary>Wine's own, which stay while the machine is on.</summary>
    private static readonly string[] s_system = [.. s_servers, "services.exe", "winedevice.exe", "plugplay.exe", "svchost.exe", "explorer.exe", "rpcss.exe", "conhost.exe"];

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly byte[] _mark;

    private MachineProcesses(byte[] mark) => _mark = mark;

    public static MachineProcesses Of(string prefix) => new(Encoding.UTF8.GetBytes($"\0WINEPREFIX={prefix}\0"));

    public bool HasServer() => Find().Any(id => s_servers.Contains(ProgramOf(id)));

    /// <summary>Whether something runs that a script has started.</summary>
    public bool AnyOfScripts() => Find().Any(id => !IsSystem(id));

    public IEnumerable<string> NamesOfScripts() => Find().Where(id => !IsSystem(id)).Select(ProgramOf);

    /// <summary>Ends what scripts have started; the machine stays on.</summary>
    /// <returns>False where that was in vain.</returns>
    public bool KillThoseOfScripts() => KillUntilNone(id => !IsSystem(id));

    public bool KillAll() => KillUntilNone(_ => true);

    /// <summary>Again and again: what is killed may have started something meanwhile.</summary>
    private bool KillUntilNone(Func<int, bool> chosen)
    {
        var clock = Stopwatch.StartNew();
        while (KillOnce(chosen))
        {
            if (clock.Elapsed > s_patience)
            {
                return false;
            }

            Thread.Sleep(1);
        }

        return true;
    }

    /// <summary>Each as soon as it is found: a process id that was found long ago may be somebody else's by now.</summary>
    private bool KillOnce(Func<int, bool> chosen)
    {
        var any = false;
        foreach (var id in Find().Where(chosen))
        {
            any = true;
            Kill(id);
        }

        return any;
    }

    private IEnumerable<int> Find()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) &&
                Contents(id, "environ") is { Length: > 0 } environment &&
                (environment.AsSpan().IndexOf(_mark) >= 0 || environment.AsSpan().StartsWith(_mark.AsSpan(1))))
            {
                yield return id;
            }
        }
    }

    private static bool IsSystem(int id) => s_system.Contains(ProgramOf(id), StringComparer.OrdinalIgnoreCase);

    private static string ProgramOf(int id)
    {
        var program = Encoding.UTF8.GetString(Contents(id, "cmdline") ?? []).Split('\0', ' ')[0];
        return program[(program.LastIndexOfAny(['\\', '/']) + 1)..];
    }

    /// <returns>Null for a process that is gone or another user's; empty for one that has ended and waits for its parent.</returns>
    private static byte[]? Contents(int id, string file)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/{file}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
