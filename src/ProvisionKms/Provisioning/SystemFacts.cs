using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>What the SYSTEM hive says: the answer file that Setup was started with.</summary>
internal static class SystemFacts
{
    public static ImageFacts Add(ImageFacts facts, IImageTree tree)
    {
        using var hive = tree.OpenHive(WindowsLayout.SystemHive);
        var pointer = hive?.GetText(WindowsLayout.AnswerFilePointerKey, WindowsLayout.AnswerFilePointerName)?.Trim();
        return facts with { AnswerFilePointer = string.IsNullOrEmpty(pointer) ? null : pointer };
    }
}
