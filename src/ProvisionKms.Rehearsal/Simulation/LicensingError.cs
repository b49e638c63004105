using System.Globalization;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>A failure as the licensing service reports it. The texts are those that Windows shows for the codes.</summary>
internal sealed record LicensingError(uint Code, string Text)
{
    public static readonly LicensingError NoKmsAnswered = new(0xC004F074,
        "The Software Licensing Service reported that the product could not be activated. No Key Management Service (KMS) could be contacted. Please see the Application Event Log for additional information.");

    public static readonly LicensingError NoSuchName = new(0x8007232B, "DNS name does not exist.");

    public static readonly LicensingError KeyInvalid = new(0xC004F050, "The Software Licensing Service reported that the product key is invalid.");

    public static readonly LicensingError KeyOfAnotherEdition = new(0xC004F069, "The Software Licensing Service reported that the product SKU is not found.");

    public static readonly LicensingError NoKey = new(0xC004F014, "The Software Licensing Service reported that the product key is not available.");

    public static readonly LicensingError ServiceAway = new(0x800706BA, "The RPC server is unavailable.");

    public static readonly LicensingError TimedOut = new(0x800705B4, "This operation returned because the timeout period expired.");

    public static readonly LicensingError UsedUp = new(0xC004C020, "The activation server reported that the Multiple Activation Key has exceeded its limit.");

    public static readonly LicensingError NoQualifyingLicence = new(0xC004F035,
        "The Software Licensing Service reported that the computer could not be activated with a Volume license product key.");

    /// <summary>As slmgr.vbs and the logs show it.</summary>
    public string Shown => string.Create(CultureInfo.InvariantCulture, $"0x{Code:X8}");

    /// <summary>slmgr.vbs ends with the code itself; cmd.exe shows it as a signed number.</summary>
    public int ExitCode => unchecked((int)Code);
}
