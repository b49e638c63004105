namespace ProvisionKms.Rehearsal.Wine;

/// <summary>How a machine differs from the template.</summary>
/// <param name="Registry">Put into the registry before the machine starts.</param>
/// <param name="Programs">What is recorded: names such as <c>ping.exe</c> (in System32), or full paths below <c>C:\</c>.</param>
public sealed record MachineSetup(IReadOnlyList<RegistrySetting> Registry, IReadOnlyList<string> Programs);
