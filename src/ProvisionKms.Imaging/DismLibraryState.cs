using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging;

/// <summary>The dismapi.dll that is used on this machine.</summary>
/// <param name="Version">Null where the file does not tell.</param>
/// <param name="Origin">Where it comes from, for a reader.</param>
public sealed record DismLibraryState(string File, string? Version, string Origin)
{
    /// <summary>Null when there is none, as on any system but Windows.</summary>
    public static DismLibraryState? Find() => DismLibrary.Find() is { } file ? new(file, DismLibrary.FindVersion(), OriginOf(file)) : null;

    private static string OriginOf(string dism) =>
        string.Equals(Path.GetDirectoryName(dism), Environment.SystemDirectory, StringComparison.OrdinalIgnoreCase) ? "of this Windows"
        : Environment.GetEnvironmentVariable(DismLibrary.Variable) is { Length: > 0 } ? $"named by {DismLibrary.Variable}"
        : "of the Windows ADK";
}
