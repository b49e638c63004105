using ProvisionKms.Diagnostics;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>The Wine of this machine.</summary>
public sealed class WineInstallation
{
    private WineInstallation(string version) => Version = version;

    /// <summary>As Wine tells it, such as <c>8.0</c>.</summary>
    public string Version { get; }

    /// <exception cref="ProvisionException">This machine has no Wine (exit code 4); says what to install.</exception>
    public static WineInstallation Find() => throw new NotSupportedException();
}
