using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>Turns what DISM refuses into diagnostics: first what a user can mend wherever it happens, then by what was being done.</summary>
internal static class DismDiagnostics
{
    /// <param name="path">The image.</param>
    /// <param name="writing">Whether the result was being written: an error that is not known is then no fault of the image.</param>
    public static ProvisionException From(DismException error, string? path, bool writing)
    {
        DismRuntime.NoteFailure();
        SourceSpan? where = path is null ? null : new SourceSpan(path);
        var message = ProductKeyText.Hide(error.Message);
        return new ProvisionException(Known(error, message, where) ?? Unknown(message, where, writing), error);
    }

    /// <summary>Does what DISM is needed for.</summary>
    public static T Guard<T>(string path, bool writing, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DismException error)
        {
            throw From(error, path, writing);
        }
    }

    private static Diagnostic? Known(DismException error, string message, SourceSpan? where) => error.Result switch
    {
        DismResult.ElevationRequired or DismResult.PrivilegeNotHeld => Finding(Codes.ElevationNeeded, "DISM needs administrator rights", message, where),
        DismResult.AccessDenied => Finding(Codes.ElevationNeeded, "Windows refused DISM access", message, where),
        DismResult.DiskFull or DismResult.HandleDiskFull => Finding(Codes.DismDiskFull, "DISM has no room left", message, where),
        DismResult.ServicingBusy or DismResult.Busy => Finding(Codes.DismBusy, "the servicing stack is busy", message, where),
        DismResult.SharingViolation or DismResult.LockViolation or DismResult.UnmountIncomplete or DismResult.OpenHandlesAtMount
            or DismResult.OpenHandlesAtUnmount or DismResult.OpenHandlesAtRemount =>
            Finding(Codes.MountInUse, "a program has files of the image open", message, where),
        DismResult.AlreadyMounted => Finding(Codes.ImageBusy, "the image is mounted for writing already", message, where, "unmount it, or wait until it is unmounted; `dism /Get-MountedImageInfo` lists what is mounted"),
        DismResult.NeedsRemount => Finding(Codes.MountBroken, "the mounted image has lost its connection to the image file", message, where),
        DismResult.InvalidImageIndex or DismResult.InvalidImageName => Finding(Codes.ImageIndexMissing, "there is no such image", message, where),
        DismResult.FileNotFound or DismResult.PathNotFound => Finding(Codes.ImageIncomplete, "DISM misses a file", message, where),
        DismResult.ImageNotWritable => Finding(Codes.WimReadOnly, "the image cannot be mounted for writing", message, where),
        DismResult.MustSpecifyOnlineImage => Finding(Codes.ImageIsRunning, "this is the Windows that is running", message, where),
        DismResult.RegistryBadDatabase or DismResult.RegistryCorrupt or DismResult.RegistryIoFailed or DismResult.NotRegistryFile =>
            Finding(Codes.HiveDamaged, "a registry hive of the image cannot be loaded", message, where),
        DismResult.BadFormat or DismResult.InvalidData or DismResult.FileCorrupt or DismResult.DiskCorrupt =>
            Finding(Codes.ImageDamaged, "the image is damaged, or none that DISM knows", message, where, "get it anew; `dism /Get-ImageInfo` shows whether DISM can read it"),
        DismResult.ImageNotServiceable => Finding(Codes.DismTooOld, "this DISM cannot service the image", message, where),
        _ => null,
    };

    private static Diagnostic Unknown(string message, SourceSpan? where, bool writing) => writing
        ? Finding(Codes.CommitFailed, "DISM could not write", message, where, $"the log of DISM is '{DismRuntime.KeptLog}'")
        : Finding(Codes.DismFailed, "DISM failed", message, where, $"the log of DISM is '{DismRuntime.KeptLog}'");

    private static Diagnostic Finding(DiagnosticCode code, string what, string message, SourceSpan? where, string? hint = null) =>
        new(code, $"{what} ({message})", where, hint ?? code.Hint);
}
