namespace ProvisionKms.Windows.Tests.Wine;

/// <summary>The current folder of a program, and what its environment has beside what every one has.</summary>
internal sealed record WindowsSurroundings(string Folder, IReadOnlyDictionary<string, string> Environment);
