namespace ProvisionKms.Imaging.Interop.Dism;

internal static unsafe partial class DismApi
{
    public static void SetProductKey(DismSession session, string productKey) =>
        Check(session, handle => DismNative._DismSetProductKey(handle, productKey));

    /// <summary>Whether the image's servicing stack takes the key. It says no by a failure of its own, or of Windows Installer's.</summary>
    public static bool ValidateProductKey(DismSession session, string productKey)
    {
        lock (Gate)
        {
            var hresult = DismNative._DismValidateProductKey(session.Handle, productKey);
            if ((DismResult)(uint)hresult is DismResult.UnknownProduct or DismResult.InvalidProductKey)
            {
                return false;
            }

            Settle(session, hresult, nameof(ValidateProductKey));
            return true;
        }
    }

    /// <summary>Which edition and channel the image's servicing stack finds in the key.</summary>
    public static DismProductKeyInfo GetProductKeyInfo(DismSession session, string productKey)
    {
        lock (Gate)
        {
            var hresult = DismNative._DismGetProductKeyInfo(session.Handle, productKey, out var edition, out var channel);
            using var _ = new Owned(edition);
            using var __ = new Owned(channel);
            Settle(session, hresult, nameof(GetProductKeyInfo));
            return new DismProductKeyInfo(Text(edition), Text(channel));
        }
    }
}
