namespace ProvisionKms.Diagnostics;

/// <summary>1108-1109 and 5010-5019: the rehearsal of the first boot.</summary>
public static partial class Codes
{
    public static readonly DiagnosticCode UnknownScenario = Error(1108, "there is no such scenario",
        "A misspelt name.",
        "`docs/rehearsal.md` lists the scenarios; without `--scenario` all are rehearsed.");

    public static readonly DiagnosticCode ScenarioFailed = Error(5010, "a rehearsed scenario did not end as it should",
        "A script that was changed, by hand or by `templates:`, or an image that was provisioned by another recipe.",
        "See the call and the line of the log that the message names; run apply again for scripts that fit the recipe.");

    public static readonly DiagnosticCode NothingToRehearse = Error(5011, "the image holds no activation script",
        "It was not provisioned yet, or by a recipe whose `inject` leaves out `setup-complete`.",
        "Run apply first, and rehearse its output.");

    public static readonly DiagnosticCode ScriptsTooLarge = Error(5012, "the scripts of the image are too large to be rehearsed",
        @"`Windows\Setup\Scripts` holds installers or other large files.",
        "Keep them elsewhere in the image, and only scripts there.");
}
