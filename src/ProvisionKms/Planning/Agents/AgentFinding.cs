using ProvisionKms.Catalog;
using ProvisionKms.Images;

namespace ProvisionKms.Planning.Agents;

/// <summary>A provisioning agent of an image, and what it is configured to do about licensing.</summary>
/// <param name="File">What shows that it is there, as spelled in the image.</param>
/// <param name="KmsHost">The host that it sets, as its configuration writes it; null when it sets none.</param>
/// <param name="IsUnreadable">Its configuration could not be read, so what it sets is not known.</param>
/// <param name="IsDisabled">Its service is disabled.</param>
/// <param name="ReplacesSetupComplete">During Setup it writes over SetupComplete.cmd, and our block is lost.</param>
public sealed record AgentFinding(
    ProvisioningAgent Agent,
    ImagePath File,
    bool SetsKey,
    string? KmsHost,
    bool Activates,
    bool IsUnreadable,
    bool IsDisabled,
    bool ReplacesSetupComplete)
{
    public bool SetsSomething => !IsDisabled && (SetsKey || KmsHost is not null || Activates);

    /// <summary>Has the last word on what it sets, as it comes after the activation script.</summary>
    public bool ComesLast => !Agent.RunsBefore && !Agent.UnlessActivated;
}
