using ProvisionKms.FirstBoot;
using ProvisionKms.Planning;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>A SetupComplete.cmd as somebody else leaves it in an image.</summary>
/// <param name="Files">What it needs beside it, by name.</param>
internal sealed record OthersScript(byte[] Content, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Our block stands alone: what comes after it is not what a scenario is about.</summary>
    public static OthersScript Nothing { get; } = new([], new Dictionary<string, byte[]>());

    /// <summary>What the image's own SetupComplete.cmd holds besides our block, or null.</summary>
    public static OthersScript? In(Subject subject)
    {
        var rest = SetupCompleteMerge.Remove(subject.Scripts.Find(WindowsLayout.SetupComplete) ?? []);
        return rest.Length == 0 ? null : new OthersScript(rest, new Dictionary<string, byte[]>());
    }

    /// <summary>
    /// This script in place of the one that the image has below our block; null where there is no block to put it below,
    /// and the image's script must do as it is.
    /// </summary>
    public byte[]? Below(Subject subject)
    {
        var script = subject.Scripts.Find(WindowsLayout.SetupComplete) ?? [];
        var block = script.AsSpan(0, script.Length - SetupCompleteMerge.Remove(script).Length);
        return block.IsEmpty ? null : [.. block, .. Content];
    }
}
