using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Agents;

namespace ProvisionKms.Provisioning;

/// <summary>The files that show provisioning agents. Images without them cost a few look-ups.</summary>
internal static class AgentFacts
{
    public static ImageFacts Add(ImageFacts facts, IImageTree tree) => facts with
    {
        AgentFiles = AgentSurvey.Files.Select(tree.Find).OfType<TreeEntry>().ToDictionary(e => e.Path, e => Content(tree, e)),
    };

    private static byte[]? Content(IImageTree tree, TreeEntry entry)
    {
        if (entry.IsDirectory || entry.Length > AgentSurvey.LongestFile)
        {
            return null;
        }

        try
        {
            return tree.ReadFile(entry.Path);
        }
        catch (ProvisionException)
        {
            // A link or an encrypted file. Nothing of ours depends on it, so it is no reason to refuse the image.
            return null;
        }
    }
}
