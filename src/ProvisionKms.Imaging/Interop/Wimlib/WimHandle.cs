using System.Runtime.InteropServices;

namespace ProvisionKms.Imaging.Interop.Wimlib;

/// <summary>Owns a WIMStruct.</summary>
internal sealed class WimHandle : SafeHandle
{
    public WimHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        WimlibNative.wimlib_free(handle);
        return true;
    }
}
