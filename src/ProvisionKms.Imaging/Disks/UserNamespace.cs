using System.Diagnostics;
using System.Runtime.Versioning;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// Where an ordinary user mounts: nobody else sees it, and it goes with its last process.
/// https://man7.org/linux/man-pages/man7/user_namespaces.7.html
/// </summary>
[SupportedOSPlatform("linux")]
internal static class UserNamespace
{
    internal static bool IsNeeded { get; } = !Environment.IsPrivilegedProcess;

    /// <summary>
    /// What a command is put behind. The user stays who it is, with the right to mount in there: ntfs-3g as root of the namespace
    /// would want to change its groups.
    /// </summary>
    internal static string[] Enter { get; } = IsNeeded ? ["unshare", "--user", "--map-current-user", "--keep-caps", "--mount"] : [];

    /// <summary>Why this user can have none; null where it can, or needs none.</summary>
    internal static string? Problem()
    {
        if (Enter is not [var program, .. var arguments])
        {
            return null;
        }

        using var trial = Process.Start(new ProcessStartInfo(program, [.. arguments, "true"]) { RedirectStandardError = true })!;
        var said = trial.StandardError.ReadToEnd();
        trial.WaitForExit();
        return trial.ExitCode == 0 ? null : $"an ordinary user opens virtual disks in a user namespace, and may make none here: {said.Trim()}";
    }
}
