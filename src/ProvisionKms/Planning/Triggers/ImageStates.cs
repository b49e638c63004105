namespace ProvisionKms.Planning.Triggers;

/// <summary>
/// How far Windows Setup has come with an image.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-states
/// </summary>
public static class ImageStates
{
    /// <summary>specialize and oobeSystem are complete.</summary>
    public const string Complete = "IMAGE_STATE_COMPLETE";

    /// <summary>In the middle of a phase; "if queried offline, the image did not complete a phase and will never be deployable".</summary>
    public const string Undeployable = "IMAGE_STATE_UNDEPLOYABLE";

    public const string GeneralizedToOobe = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE";
    public const string GeneralizedToAudit = "IMAGE_STATE_GENERALIZE_RESEAL_TO_AUDIT";
    public const string SpecializedToOobe = "IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE";
    public const string SpecializedToAudit = "IMAGE_STATE_SPECIALIZE_RESEAL_TO_AUDIT";
}
