namespace ProvisionKms.Planning.Triggers;

/// <summary>Whether Windows will run SetupComplete.cmd of an image, and what starts our script if not.</summary>
/// <param name="Why">For the reader of a plan: half a sentence, lower case, no full stop.</param>
public sealed record FirstBootTrigger(SetupCompleteRun SetupComplete, string Why)
{
    /// <summary>
    /// Where Setup is not sure to end at the next start, a start-up script of the local Group Policy calls the script. Both
    /// ways may be taken: the script is safe to run any number of times.
    /// </summary>
    public bool NeedsStartupScript =>
        SetupComplete is SetupCompleteRun.No or SetupCompleteRun.Replaced or SetupCompleteRun.Uncertain or SetupCompleteRun.SetupFailed;
}

public enum SetupCompleteRun
{
    /// <summary>At the end of the Setup that the next start continues.</summary>
    Yes,

    /// <summary>Only when the image has left audit mode.</summary>
    AfterAudit,

    /// <summary>Setup is over.</summary>
    No,

    /// <summary>An agent in the image may have written another file over it by then.</summary>
    Replaced,

    /// <summary>What the image says contradicts itself.</summary>
    Uncertain,

    /// <summary>A phase of Setup was not finished when the image was taken.</summary>
    SetupFailed,

    /// <summary>The image says nothing about it.</summary>
    Unknown,
}
