namespace ProvisionKms.Rehearsal.Recording;

/// <summary>What a recorded program does: prints, lets virtual time pass, ends.</summary>
/// <param name="Output">Printed as UTF-8; lines end in CRLF as programs of Windows print them.</param>
/// <param name="Takes">How far the virtual clock goes on; nothing waits for it.</param>
public sealed record CallAnswer(int ExitCode, string Output = "", TimeSpan Takes = default)
{
    /// <summary>Wine's own program of that name runs, with the same arguments, and its exit code is recorded.</summary>
    public static CallAnswer RunReal { get; } = new(0) { IsReal = true };

    /// <summary>Whether the program really runs; exit code and output are then its own.</summary>
    public bool IsReal { get; init; }
}
