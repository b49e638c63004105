using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>
/// What slmgr.vbs is asked for, and what it prints for it. An error is shown with its code, and is the exit code
/// (learn.microsoft.com, "Slmgr.vbs options for obtaining volume activation information").
/// </summary>
internal sealed class LicensingVerbs(WindowsProfile windows, LicensingService licensing, EditionServicing edition)
{
    public CallAnswer Answer(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
        {
            return Printed.Lines(1, "Invalid combination of command parameters.");
        }

        var value = arguments.Count > 1 ? arguments[1] : "";
        return arguments[0].TrimStart('-', '/').ToUpperInvariant() switch
        {
            "UPK" => Uninstall(),
            "IPK" => Tell(licensing.Install(value), $"Installed product key {value} successfully."),
            "SKMS" => Tell(licensing.SetHost(value), $"Key Management Service machine name set to {value} successfully."),
            "CKMS" => Tell(licensing.ClearHost(), "Key Management Service machine name cleared successfully."),
            "ATO" => Activate(),
            "DLI" or "DLV" or "XPR" => Describe(),
            _ => Printed.Silence,
        };
    }

    private CallAnswer Uninstall()
    {
        var error = licensing.Uninstall(out var wasThere);
        return error is null && !wasThere ? Printed.Lines(0, "Error: product key not found.") : Tell(error, "Uninstalled product key successfully.");
    }

    private CallAnswer Activate()
    {
        var first = $"Activating Windows(R), {edition.EditionId} edition (de32eafd-aaee-4662-9444-c1befb41bde2) ...\r\n";
        var answer = Tell(licensing.Activate(), "Product activated successfully.");
        return answer with { Output = first + answer.Output };
    }

    private CallAnswer Describe() => Printed.Lines(
        0,
        $"Name: Windows(R), {edition.EditionId} edition",
        $"Description: {Description(windows, licensing)}",
        $"Partial Product Key: {licensing.Key?.LastFive}",
        licensing.IsActivated ? "License Status: Licensed" : "License Status: Notification");

    /// <summary>The product's description names the channel of its key.</summary>
    public static string Description(WindowsProfile windows, LicensingService licensing)
    {
        var channel = licensing.Key switch
        {
            _ when licensing.HasEvaluationKey => "TIMEBASED_EVAL",
            { } key when key.Equals(windows.Target.AvmaKey) => "VIRTUAL_MACHINE_ACTIVATION",
            { } key when windows.Method == Recipes.ActivationMethod.Mak && key.Equals(windows.Key) => "VOLUME_MAK",
            _ => "VOLUME_KMSCLIENT",
        };
        return $"Windows(R) Operating System, {channel} channel";
    }

    private static CallAnswer Tell(LicensingError? error, string success) => error is null
        ? Printed.Succeeded(success)
        : Printed.Lines(error.ExitCode, $"Error: {error.Shown} {error.Text}");
}
