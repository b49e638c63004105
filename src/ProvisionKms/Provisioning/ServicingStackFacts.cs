using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>
/// What the image's own servicing stack says, where the backend can ask it. A stack that cannot answer is no reason to refuse
/// the image: that of Windows Server 2008 knows no editions, and all but the product key is done without it.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/dism-windows-edition-servicing-command-line-options
/// </summary>
internal static class ServicingStackFacts
{
    public static ImageFacts Add(ImageFacts facts, IImageTree tree)
    {
        if (tree.Servicing is not { } stack)
        {
            return facts;
        }

        try
        {
            var said = new ServicingFacts(stack.CurrentEdition, stack.TargetEditions) { Version = stack.Version };
            return string.IsNullOrWhiteSpace(said.CurrentEdition)
                ? facts with { Servicing = said with { CurrentEdition = null, Problem = "it gave an empty name" } }
                : facts with { Servicing = said, Evidence = [.. facts.Evidence, new(EvidenceSource.Dism, said.CurrentEdition)] };
        }
        catch (ProvisionException refusal)
        {
            var why = string.Join("; ", refusal.Diagnostics.Select(d => d.Message));
            return facts with { Servicing = new ServicingFacts(null, []) { Version = stack.Version, Problem = why } };
        }
    }
}
