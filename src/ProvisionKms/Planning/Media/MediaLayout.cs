using ProvisionKms.FirstBoot;
using ProvisionKms.Images;

namespace ProvisionKms.Planning.Media;

/// <summary>Where Windows Setup looks on install media. Paths are relative to the root of the media.</summary>
public static class MediaLayout
{
    /// <summary>
    /// Read from the root of removable media for windowsPE and the passes after it, and cached in the installed Windows, in place
    /// of one that is there. https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-automation-overview
    /// </summary>
    public static readonly ImagePath AnswerFile = "autounattend.xml";

    /// <summary>
    /// Setup copies what is below it into the Windows folder, over what is there.
    /// https://learn.microsoft.com/windows-hardware/manufacture/desktop/add-files-and-folders-with-oem-folders
    /// </summary>
    public static readonly ImagePath OemWindowsFolder = @"sources\$OEM$\$$";

    /// <summary>Names the edition that Setup offers; see <see cref="MediaEvidence"/>.</summary>
    public static readonly ImagePath EditionFile = @"sources\ei.cfg";

    /// <summary>A product key that Setup takes without asking, where no answer file gives one.</summary>
    public static readonly ImagePath KeyFile = @"sources\PID.txt";

    public static IReadOnlyList<ImagePath> FilesOfInterest { get; } =
        [AnswerFile, EditionFile, KeyFile, OfWindows(WindowsLayout.SetupComplete), .. Payload.Paths.Select(OfWindows)];

    /// <summary>Where Setup takes a file of the Windows folder from.</summary>
    public static ImagePath OfWindows(ImagePath path) => path.Parts.Skip(1).Aggregate(OemWindowsFolder, (folder, name) => folder / name);
}
