using ProvisionKms.Catalog;

namespace ProvisionKms.AnswerFiles;

/// <summary>Lists the keys of a file, and judges them. It reads what is there and knows nothing of how it got there.</summary>
internal static class KeyFinding
{
    public static IReadOnlyList<AnswerFileKey> List(AnswerFileDocument document) =>
        [.. document.Components.SelectMany(c => Keys(document, c))];

    /// <summary>Every architecture that is served has a key that fits, wherever one is asked for, and there is none that does not.</summary>
    public static bool IsServed(AnswerFileDocument document, AnswerFileRequest request)
    {
        var asked = List(document).Where(k => k.IsActivationKey || (k.IsInstallationKey && request.InstallMedia)).ToList();
        return asked.TrueForAll(k => request.Fits(k.Key))
            && ServedArchitectures.Of(document, request.Architectures).All(a =>
                asked.Exists(k => k.IsActivationKey && UnattendNames.Same(k.Architecture, a))
                && (!request.InstallMedia || asked.Exists(k => k.IsInstallationKey && UnattendNames.Same(k.Architecture, a))));
    }

    private static IEnumerable<AnswerFileKey> Keys(AnswerFileDocument document, AnswerFileElement component)
    {
        var name = component.Attribute(UnattendNames.Name) ?? "";
        var setting = new[] { KeySetting.Activation, KeySetting.Installation }.FirstOrDefault(s => UnattendNames.Same(s.Component, name));
        return (setting?.FindIn(component) ?? []).Select(holder => new AnswerFileKey(
            AnswerFileDocument.PassOf(component),
            name,
            AnswerFileDocument.ArchitectureOf(component),
            ProductKey.TryParse(holder.Value, out var key) ? key : null,
            Whitespace.IsBlank(holder.Value),
            document.Where(holder)));
    }
}
