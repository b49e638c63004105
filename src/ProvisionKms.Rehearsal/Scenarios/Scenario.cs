using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>A world, what happens in it, and what must have come of it.</summary>
/// <param name="Name">As the command line and reports name it.</param>
/// <param name="Story">What happens and what is expected, in one sentence.</param>
internal sealed record Scenario(string Name, string Story)
{
    /// <summary>Why it does not apply to a subject, or null when it does.</summary>
    public Func<Subject, string?> Excuse { get; init; } = _ => null;

    /// <summary>How the world differs from one where everything works.</summary>
    public Action<SimulatedWindows, Subject> World { get; init; } = (_, _) => { };

    public IReadOnlyList<Act> Acts { get; init; } = [Act.FirstBoot];

    /// <summary>A SetupComplete.cmd of somebody else, below our block in place of what the image has there; null: nothing.</summary>
    public Func<Subject, OthersScript?> Others { get; init; } = _ => null;

    public required IReadOnlyList<Expectation> Expected { get; init; }
}

/// <summary>Looks at what happened; finds nothing when it is as it should be.</summary>
internal delegate IEnumerable<Finding> Expectation(Performance performance);

/// <summary>What is wrong, and where it shows.</summary>
/// <param name="What">One sentence without a full stop.</param>
/// <param name="Call">The call where it shows, or null.</param>
/// <param name="LogLine">The line of the log, from 1; null when no line belongs to it.</param>
internal sealed record Finding(string What, PlayedCall? Call = null, int? LogLine = null);
