using ProvisionKms.Catalog;
using ProvisionKms.Recipes;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>Which Windows is simulated.</summary>
/// <param name="Edition">What the image is.</param>
/// <param name="Target">What it is to become: the same, or what an evaluation is converted to.</param>
/// <param name="Key">The key that fits the target.</param>
/// <param name="Kms">The host that activates it, where the method has one.</param>
internal sealed record WindowsProfile(CatalogEdition Edition, CatalogEdition Target, ProductKey Key, ActivationMethod Method, KmsHost? Kms)
{
    public string NtVersion => Edition.NtVersion;

    public bool IsNt60 => NtVersion == "6.0";

    /// <summary>NT 6.0 came without PowerShell, or with it as a feature that is off.</summary>
    public bool HasPowerShell => !IsNt60;

    /// <summary>PowerShell 3.0, the first with CIM cmdlets, is in Windows since NT 6.2.</summary>
    public bool HasCim => NtVersion is not ("6.0" or "6.1");

    /// <summary>dism.exe is in Windows since NT 6.1.</summary>
    public bool HasDism => !IsNt60;

    public string LicensingServiceName => IsNt60 ? "slsvc" : "sppsvc";

    /// <summary>Whether the licensing service takes a key while Windows is of this edition.</summary>
    public bool Fits(ProductKey key, string editionId) =>
        string.Equals(editionId, Target.EditionIds[0], StringComparison.OrdinalIgnoreCase) &&
        (key.Equals(Key) || key.Equals(Target.KmsKey) || key.Equals(Target.AvmaKey));
}
