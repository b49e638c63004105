namespace ProvisionKms.Imaging.Disks;

/// <summary>A program of qemu failed; an <see cref="IOException"/>, as .NET's own file functions throw.</summary>
internal sealed class QemuException(string command, string errors) : IOException($"qemu {command}: {Said(errors)}")
{
    /// <summary>A lock that another program holds on the file.</summary>
    internal bool IsInUse { get; } = errors.Contains("lock", StringComparison.Ordinal) && errors.Contains("Is another process using", StringComparison.Ordinal);

    private static string Said(string errors) => errors.Length == 0 ? "no message" : string.Join("; ", errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
