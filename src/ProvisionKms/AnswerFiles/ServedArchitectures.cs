using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>
/// The architectures that a file must serve: the image's, and every one that the file has a component for,
/// since one file often serves several media.
/// </summary>
internal static class ServedArchitectures
{
    public static IReadOnlyList<string> Of(AnswerFileDocument document, IReadOnlyList<string> asked, DiagnosticBag? diagnostics = null)
    {
        var named = document.Components.Select(AnswerFileDocument.ArchitectureOf).ToList();
        var served = asked.Concat(named)
            .Where(UnattendNames.IsNative)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (served.Count > 0)
        {
            return served;
        }

        // A file with wow64 components only is for the 64-bit Windows that has those; that is amd64 for all but a few.
        if (!named.Contains("wow64", StringComparer.OrdinalIgnoreCase))
        {
            diagnostics?.Add(Codes.AnswerFileArchitectureAssumed, "no processor architecture is named; amd64 is assumed", document.Where(document.Root));
        }

        return [UnattendNames.Amd64];
    }
}
