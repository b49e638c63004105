namespace ProvisionKms.Planning.Agents;

/// <summary>What an agent is configured to set.</summary>
/// <param name="KmsHost">The host as the configuration names it, or null when it names none.</param>
/// <param name="SetsHost">It sets a KMS host, one of its own when it names none.</param>
internal readonly record struct AgentSettings(bool SetsKey, bool SetsHost, string? KmsHost, bool Activates)
{
    public static readonly AgentSettings Nothing;
}
