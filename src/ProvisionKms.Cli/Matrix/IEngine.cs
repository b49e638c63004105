using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Matrix;

/// <summary>A CI or cluster engine, and its own form of a list of jobs.</summary>
internal interface IEngine
{
    /// <summary>The options that say something to it; others are refused.</summary>
    IReadOnlyList<string> Uses { get; }

    /// <summary>Of these, the ones that it cannot do without.</summary>
    IReadOnlyList<string> Needs { get; }

    string Write(IReadOnlyList<MatrixJob> jobs, EngineSettings settings, DiagnosticBag found);
}

/// <param name="Container">The container image that has the tool.</param>
/// <param name="Claim">The claim of the volume that holds the Windows images.</param>
/// <param name="Mount">Where jobs see that volume.</param>
/// <param name="Parallelism">How many jobs run at a time.</param>
internal sealed record EngineSettings(string Container, string Claim, string Mount, int Parallelism);
