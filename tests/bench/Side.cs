namespace ProvisionKms.Bench;

/// <summary>One way to do a job: what to put in place before each run, uncounted, and the commands that count.</summary>
internal sealed record Side(Action Reset, IReadOnlyList<Command> Commands);

/// <summary>A program of its own, as a user would start it.</summary>
internal sealed record Command(string Program, IReadOnlyList<string> Arguments, string? Input = null);
