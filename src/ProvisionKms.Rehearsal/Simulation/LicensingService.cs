using ProvisionKms.Catalog;
using ProvisionKms.Planning;
using ProvisionKms.Recipes;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>
/// The Software Protection service (Software Licensing on NT 6.0): which key is installed, which KMS host is set, whether
/// Windows is activated. Knows no program; slmgr.vbs and others ask it.
/// </summary>
internal sealed class LicensingService(WindowsProfile windows, VirtualClock clock, Network network, EditionServicing edition, SimulatedRegistry registry)
{
    /// <summary>Before, it is starting and answers nobody.</summary>
    public TimeSpan ReadyFrom { get; set; } = TimeSpan.Zero;

    /// <summary>What the next installations of any key are answered with.</summary>
    public LicensingError? KeyRefusal { get; set; }

    /// <summary>What activations are answered with, whatever the network does.</summary>
    public LicensingError? ActivationRefusal { get; set; }

    public ProductKey? Key { get; private set; }

    /// <summary>An evaluation comes with a key of its own, and is activated until it expires.</summary>
    public bool HasEvaluationKey { get; private set; }

    /// <summary>As it was set: a name, perhaps with a port; null while the host is looked up.</summary>
    public string? Host
    {
        get;
        private set
        {
            field = value;
            Note(value);
        }
    }

    public bool IsActivated { get; private set; }

    public bool IsReady => clock.Now >= ReadyFrom;

    /// <summary>1 licensed, 5 notification (learn.microsoft.com, "SoftwareLicensingProduct class").</summary>
    public int LicenseStatus => IsActivated ? 1 : 5;

    /// <summary>Begin with a key that is installed already.</summary>
    public void Preset(ProductKey key, bool activated, string? host = null, bool evaluation = false) =>
        (Key, IsActivated, Host, HasEvaluationKey) = (key, activated, host, evaluation);

    /// <returns>Null when it did so, or there was none: <paramref name="wasThere"/>.</returns>
    public LicensingError? Uninstall(out bool wasThere)
    {
        wasThere = IsReady && Key is not null;
        if (!IsReady)
        {
            return LicensingError.ServiceAway;
        }

        (Key, IsActivated, HasEvaluationKey) = (null, false, false);
        return null;
    }

    public LicensingError? Install(string text)
    {
        if (!IsReady)
        {
            return LicensingError.ServiceAway;
        }

        if (KeyRefusal is { } refusal)
        {
            return refusal;
        }

        if (!ProductKey.TryParse(text, out var key))
        {
            return LicensingError.KeyInvalid;
        }

        if (!windows.Fits(key, edition.EditionId))
        {
            return LicensingError.KeyOfAnotherEdition;
        }

        (Key, IsActivated, HasEvaluationKey) = (key, false, false);
        return null;
    }

    public LicensingError? SetHost(string host)
    {
        if (!IsReady)
        {
            return LicensingError.ServiceAway;
        }

        Host = host;
        return null;
    }

    public LicensingError? ClearHost()
    {
        Host = IsReady ? null : Host;
        return IsReady ? null : LicensingError.ServiceAway;
    }

    public LicensingError? Activate()
    {
        var error = !IsReady ? LicensingError.ServiceAway
            : Key is not { } key ? LicensingError.NoKey
            : ActivationRefusal ?? Ask(key);
        IsActivated = IsActivated || error is null;
        return error;
    }

    private LicensingError? Ask(ProductKey key)
    {
        if (!key.Equals(windows.Target.KmsKey) && !(key.Equals(windows.Key) && UsesVolumeService))
        {
            // AVMA asks the host of the virtual machine, a MAK Microsoft's servers.
            return network.Ask(byName: windows.Method == ActivationMethod.Mak, LicensingError.TimedOut);
        }

        if (Host is null)
        {
            // Found by DNS or Active Directory, where somebody put it there for this machine.
            return windows.Method is ActivationMethod.KmsDiscovery or ActivationMethod.ActiveDirectory
                ? network.Ask(byName: true, LicensingError.NoKmsAnswered)
                : LicensingError.NoSuchName;
        }

        return network.IsSet(Host)
            ? network.Ask(byName: !Network.IsAddress(Host.Split(':')[0]), LicensingError.NoKmsAnswered)
            : LicensingError.NoKmsAnswered;
    }

    /// <summary>The service keeps the host where it can be read (learn.microsoft.com, dn502532).</summary>
    private void Note(string? host)
    {
        var key = $@"HKLM\SOFTWARE\{WindowsLayout.KmsKey(windows.NtVersion)}";
        registry.Delete(key, WindowsLayout.KmsHostName);
        registry.Delete(key, WindowsLayout.KmsPortName);
        if (host?.Split(':') is [var name, .. var port])
        {
            registry.Set(key, WindowsLayout.KmsHostName, name);
            registry.Set(key, WindowsLayout.KmsPortName, port.Length > 0 ? port[0] : $"{KmsHost.DefaultPort}");
        }
    }

    private bool UsesVolumeService =>
        windows.Method is ActivationMethod.Kms or ActivationMethod.KmsDiscovery or ActivationMethod.ActiveDirectory;
}
