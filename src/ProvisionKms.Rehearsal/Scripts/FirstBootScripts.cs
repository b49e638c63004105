using ProvisionKms.FirstBoot;
using ProvisionKms.Images;

namespace ProvisionKms.Rehearsal.Scripts;

/// <summary>What of an image runs at its first boot, taken out of it unmodified.</summary>
/// <param name="Files">Everything that goes onto the machine, at its place.</param>
/// <param name="Specialize">Command lines of the answer file's specialize pass, in their order.</param>
/// <param name="RunsSetup">Whether Windows Setup runs, and with it SetupComplete.cmd; an image that is complete has it behind it.</param>
/// <param name="Startup">Command lines of Group Policy startup scripts, which run at every start.</param>
/// <param name="Programs">Programs that the scripts name beside those that every machine records.</param>
internal sealed record FirstBootScripts(
    IReadOnlyList<PayloadFile> Files,
    IReadOnlyList<string> Specialize,
    bool RunsSetup,
    IReadOnlyList<string> Startup,
    IReadOnlyList<string> Programs)
{
    public byte[]? Find(ImagePath path) => Files.FirstOrDefault(f => f.Path.Equals(path))?.Content;
}
