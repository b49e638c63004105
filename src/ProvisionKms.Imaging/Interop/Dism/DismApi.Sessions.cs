namespace ProvisionKms.Imaging.Interop.Dism;

internal static partial class DismApi
{
    /// <param name="imagePath">The root of an image: a mount folder, or a directory that was applied or captured.</param>
    /// <param name="windowsDirectory">Relative to the root; null: Windows.</param>
    /// <param name="systemDrive">Where the boot manager is; null: the drive of the root.</param>
    public static DismSession OpenOfflineSession(string imagePath, string? windowsDirectory = null, string? systemDrive = null)
    {
        var session = new DismSession(imagePath, windowsDirectory, systemDrive);
        Check(session.Open);
        return session;
    }

    public static void CloseSession(DismSession session) => Check(session.Close);

    /// <summary>Applies the pass offlineServicing of an answer file.</summary>
    /// <param name="singleSession">Packages are installed in one go, or not at all.</param>
    public static void ApplyUnattend(DismSession session, string unattendFile, bool singleSession) =>
        Check(session, handle => DismNative.DismApplyUnattend(handle, unattendFile, singleSession));
}
