namespace ProvisionKms.Images;

/// <summary>What a virtual disk can be written as.</summary>
public enum DiskOutputFormat
{
    /// <summary>The format of the source.</summary>
    Same,
    Qcow2,

    /// <summary>A qcow2 file with only what differs from the source, which must stay where it is seen from there.</summary>
    Qcow2Overlay,
    Vhdx,
    Vhd,
    Vmdk,
    Raw,
}
