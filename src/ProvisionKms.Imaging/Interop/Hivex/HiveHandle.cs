using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Hivex;

/// <summary>An open hive_h. Closing it discards what was not committed.</summary>
internal sealed class HiveHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public HiveHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => Hivex.hivex_close(handle) == 0;
}
