namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// Well-known accounts, as the bytes of their SIDs.
/// https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers
/// </summary>
internal static class NtfsAccounts
{
    internal static readonly byte[] System = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
    internal static readonly byte[] Administrators = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0];
    internal static readonly byte[] Users = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x21, 2, 0, 0];
    internal static readonly byte[] CreatorOwner = [1, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0];
    internal static readonly byte[] CreatorGroup = [1, 1, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0];

    /// <summary>S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464.</summary>
    private static readonly byte[] TrustedInstaller =
        [1, 6, 0, 0, 0, 0, 0, 5, 80, 0, 0, 0, .. new[] { 956008885u, 3418522649u, 1831038044u, 1853292631u, 2271478464u }.SelectMany(BitConverter.GetBytes)];

    /// <summary>Those that can do everything on a machine anyway.</summary>
    internal static bool IsTrusted(ReadOnlySpan<byte> sid) =>
        sid.SequenceEqual(System) || sid.SequenceEqual(Administrators) || sid.SequenceEqual(TrustedInstaller);
}
