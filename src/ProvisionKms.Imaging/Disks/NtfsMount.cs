using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Disks;

/// <summary>How ntfs-3g is asked to mount, and what its refusals mean.</summary>
internal static class NtfsMount
{
    /// <summary>
    /// norecover: never throw away a journal that Windows would replay. noatime: to read is not to write. no_def_opts: no
    /// other user sees the files, and what fails is said. windows_names: no name that Windows cannot have.
    /// </summary>
    internal static string Options(bool writable) =>
        (writable ? "rw" : "ro") + ",no_def_opts,norecover,noatime,windows_names,permissions,inherit,streams_interface=xattr,efs_raw,big_writes";

    /// <param name="exit">Its exit code: https://github.com/tuxera/ntfs-3g/blob/edge/include/ntfs-3g/volume.h (ntfs_volume_status).</param>
    internal static ProvisionException Failure(string exit, string said)
    {
        var code = exit.Trim() switch
        {
            "14" => Codes.VolumeHibernated,
            "15" => Codes.VolumeDirty,
            "12" or "13" => Codes.VolumeDamaged,
            "19" or "21" or "22" => Codes.FuseUnusable,
            _ => Codes.DiskServerFailed,
        };
        var line = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "ntfs-3g said nothing";
        return new ProvisionException(code, $"{code.Title}: {line}", hint: code.Hint);
    }
}
