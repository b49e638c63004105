namespace ProvisionKms.Imaging.Interop.Dism;

internal static unsafe partial class DismApi
{
    /// <summary>Where the session has loaded a hive of the image, below HKEY_LOCAL_MACHINE. It is there until the session is closed.</summary>
    public static string? GetRegistryMountPoint(DismSession session, DismRegistryHive registryHive)
    {
        lock (Gate)
        {
            var hresult = DismNative._DismGetRegistryMountPoint(session.Handle, registryHive, out var mountPoint);
            using var _ = new Owned(mountPoint);
            Settle(session, hresult, nameof(GetRegistryMountPoint));
            return Text(mountPoint);
        }
    }
}
