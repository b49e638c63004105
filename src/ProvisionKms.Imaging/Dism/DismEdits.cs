using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;

namespace ProvisionKms.Imaging.Dism;

/// <summary>All that is staged for one image.</summary>
[SupportedOSPlatform("windows")]
internal sealed record DismEdits(ImageIndex Index, IReadOnlyCollection<StagedFile> Files, DismHives Hives, DismServicing Servicing);
