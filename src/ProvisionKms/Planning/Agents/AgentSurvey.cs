using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.Images;

namespace ProvisionKms.Planning.Agents;

/// <summary>Finds the provisioning agents of an image in what was read of it.</summary>
public static class AgentSurvey
{
    /// <summary>SERVICE_DISABLED: https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-query_service_configw</summary>
    private const int ServiceIsDisabled = 4;

    /// <summary>Far more than such a file has; a larger one is none, or made to cost time.</summary>
    public const int LongestFile = 1 << 18;

    /// <summary>What must be read of an image to find them.</summary>
    public static IReadOnlyList<ImagePath> Files { get; } =
        [.. ProvisioningAgent.All.SelectMany(a => a.FoundBy.Concat(a.AlsoReads)).Distinct()];

    public static IReadOnlyList<AgentFinding> Find(ImageFacts facts) =>
        [.. ProvisioningAgent.All.Select(agent => Find(agent, facts)).OfType<AgentFinding>()];

    private static AgentFinding? Find(ProvisioningAgent agent, ImageFacts facts)
    {
        if (agent.FoundBy.Select(path => Spelled(facts, path)).FirstOrDefault(path => path is not null) is not { } file)
        {
            return null;
        }

        var settings = agent.Sets.Count > 0 ? Fixed(agent) : Configured(agent, facts, Text(facts.AgentFiles[file]));
        var set = IsByol(agent, facts) ? AgentSettings.Nothing : settings ?? AgentSettings.Nothing;
        return new(
            agent,
            file,
            set.SetsKey,
            set.SetsHost ? Shown(set.KmsHost) ?? agent.KmsHost : null,
            set.Activates,
            IsUnreadable: settings is null,
            IsDisabled: agent.Service is { } service && facts.Services.GetValueOrDefault(service) == ServiceIsDisabled,
            Replaces(agent, facts));
    }

    private static AgentSettings Fixed(ProvisioningAgent agent) =>
        new(agent.Sets.Contains("key"), agent.Sets.Contains("kms-host"), agent.KmsHost, agent.Sets.Contains("activation"));

    private static AgentSettings? Configured(ProvisioningAgent agent, ImageFacts facts, string? text) => agent.Id switch
    {
        "cloudbase-init" or "cloudbase-init-unattend" => text is null ? null : CloudbaseSettings.Read(text),
        "ec2launch-v2" => text is null ? null : Ec2LaunchSettings.Read(text),
        "ec2config" => text is null ? null : Ec2ConfigSettings.Read(text, AlsoRead(agent, facts, 0)),
        _ => AgentSettings.Nothing,
    };

    /// <summary>The file byol_image beside it makes Google's script leave licensing alone.</summary>
    private static bool IsByol(ProvisioningAgent agent, ImageFacts facts) =>
        agent.AlsoReads.Any(path => path.Name == "byol_image" && Spelled(facts, path) is not null);

    /// <summary>
    /// Google's instance_setup.ps1 wrote SetupComplete.cmd anew in the specialize pass; later versions only delete it when it
    /// has run. On Azure, provisioning may do so; Cloudbase-Init only when somebody calls its command.
    /// </summary>
    private static bool Replaces(ProvisioningAgent agent, ImageFacts facts) => agent.ReplacesSetupComplete switch
    {
        "on-platform" => true,
        "by-config" => AlsoRead(agent, facts, 0) is { } script && script.Split('\n').Any(line =>
            line.Contains("Set-Content", StringComparison.OrdinalIgnoreCase) && line.Contains("setupcomplete", StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };

    private static string? AlsoRead(ProvisioningAgent agent, ImageFacts facts, int index) =>
        Spelled(facts, agent.AlsoReads[index]) is { } file ? Text(facts.AgentFiles[file]) : null;

    private static ImagePath? Spelled(ImageFacts facts, ImagePath path) => facts.AgentFiles.Keys.FirstOrDefault(path.Equals);

    /// <summary>It goes into reports: no more of it than a host name and a port can have.</summary>
    private static string? Shown(string? host) => host is { Length: > 260 } ? host[..260] : host;

    private static string? Text(byte[]? content)
    {
        if (content is null)
        {
            return null;
        }

        using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
