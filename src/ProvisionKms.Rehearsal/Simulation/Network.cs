using ProvisionKms.Catalog;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>What the machine can reach: the KMS host of its provider, other activation services, and a resolver.</summary>
internal sealed class Network(KmsHost? kms, VirtualClock clock)
{
    /// <summary>Of the block that is reserved for examples (RFC 5737); no script may depend on the address.</summary>
    private const string Address = "192.0.2.10";

    /// <summary>Names are resolved from then on.</summary>
    public TimeSpan ResolvesFrom { get; set; } = TimeSpan.Zero;

    /// <summary>Activation services answer; they may not, though their names are known.</summary>
    public bool Answers { get; set; } = true;

    /// <summary>How many of the next activations fail although the service is there.</summary>
    public int Failures { get; set; }

    public bool Resolves => clock.Now >= ResolvesFrom;

    /// <returns>The address of a host, or null where its name is not known (yet).</returns>
    public string? Resolve(string host) => IsAddress(host) ? host : Resolves && host.Contains('.', StringComparison.Ordinal) ? Address : null;

    public static bool IsAddress(string host) => host.Split('.') is { Length: 4 } parts && parts.All(p => byte.TryParse(p, out _));

    private bool IsProvider(string host, int port) =>
        kms is not null && string.Equals(kms.Name, host, StringComparison.OrdinalIgnoreCase) && kms.Port == port;

    /// <summary>Whether a host as slmgr.vbs takes it, with or without a port, is the provider's.</summary>
    public bool IsSet(string? host)
    {
        var colon = host?.LastIndexOf(':') ?? -1;
        return host is not null && (colon >= 0
            ? int.TryParse(host[(colon + 1)..], out var port) && IsProvider(host[..colon], port)
            : IsProvider(host, KmsHost.DefaultPort));
    }

    /// <summary>One activation over the network: null when it succeeds.</summary>
    /// <param name="byName">Whether a name has to be resolved for it.</param>
    public LicensingError? Ask(bool byName, LicensingError silence)
    {
        if (byName && !Resolves)
        {
            return LicensingError.NoSuchName;
        }

        if (Failures > 0)
        {
            Failures--;
            return silence;
        }

        return Answers ? null : silence;
    }
}
