using ProvisionKms.Imaging.Interop.Wimlib;
using ProvisionKms.Imaging.Wim;
using static ProvisionKms.Imaging.Interop.Wimlib.WimlibNative;

namespace ProvisionKms.Imaging.Media;

/// <summary>A WIM in parts, which cannot be edited.</summary>
internal static class SplitWim
{
    /// <exception cref="Diagnostics.ProvisionException">A part is missing or damaged, or there is no room.</exception>
    internal static void Join(IReadOnlyList<string> parts, string whole)
    {
        WimlibLibrary.EnsureReady();
        try
        {
            WimlibException.ThrowIfFailed(wimlib_join([.. parts], (uint)parts.Count, whole, 0, 0), "join");
        }
        catch (WimlibException error)
        {
            throw WimDiagnostics.From(error, parts[0], writing: false);
        }
    }
}
