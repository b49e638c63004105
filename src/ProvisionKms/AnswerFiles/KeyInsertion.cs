using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>
/// The rules of the merge, for one <see cref="KeySetting"/>: every component that is there, and every architecture
/// that is served, says a key that fits. What is there and fits is kept.
/// </summary>
internal sealed class KeyInsertion(
    AnswerFileDocument document,
    AnswerFileRequest request,
    AnswerFileEditor editor,
    DiagnosticBag diagnostics)
{
    /// <returns>The settings element that the file lacks, or null.</returns>
    public NewElement? Insert(KeySetting setting, IReadOnlyList<string> architectures)
    {
        var components = document.FindComponents(setting.Pass, setting.Component)
            .GroupBy(AnswerFileDocument.ArchitectureOf, StringComparer.OrdinalIgnoreCase)
            .ToList();
        foreach (var sameArchitecture in components)
        {
            Serve(setting, [.. sameArchitecture]);
        }

        var missing = architectures
            .Where(a => !components.Exists(c => UnattendNames.Same(c.Key, a)))
            .Select(a => setting.MakeComponent(a, request.Key))
            .ToList();
        if (missing.Count == 0)
        {
            return null;
        }

        if (document.Settings.FirstOrDefault(s => UnattendNames.Same(s.Attribute(UnattendNames.Pass), setting.Pass)) is not { } settings)
        {
            return setting.MakeSettings(missing);
        }

        editor.Append(settings, missing);
        return null;
    }

    /// <summary>
    /// One architecture, which should have one component with at most one key. Where there are more, each key that is
    /// there is made to fit, and none is added: whichever Windows reads, it is right.
    /// </summary>
    private void Serve(KeySetting setting, IReadOnlyList<AnswerFileElement> components)
    {
        var holders = components.SelectMany(setting.FindIn).ToList();
        WarnOfOddities(components, holders);
        foreach (var holder in holders)
        {
            Fill(holder);
        }

        if (holders.Count > 0)
        {
            return;
        }

        var (nearest, depth) = components.Select(setting.Nearest).MaxBy(n => n.Depth);
        var rest = setting.Make(depth, request.Key);
        if (nearest.Children.Count == 0 && !Whitespace.IsBlank(nearest.Value))
        {
            editor.SetChildren(nearest, [rest]);
        }
        else
        {
            editor.Append(nearest, [rest]);
        }
    }

    private void Fill(AnswerFileElement holder)
    {
        if (!Whitespace.IsBlank(holder.Value))
        {
            var existing = ProductKey.TryParse(holder.Value, out var parsed) ? parsed : null;
            if (request.Fits(existing))
            {
                return;
            }

            var what = existing is null ? "a text that is no product key" : $"the key {existing}, which does not fit,";
            diagnostics.Add(Codes.AnswerFileKeyReplaced, $"{what} is replaced", document.Where(holder));
        }

        editor.SetKey(holder, request.Key);
    }

    private void WarnOfOddities(IReadOnlyList<AnswerFileElement> components, List<AnswerFileElement> holders)
    {
        if ((components.Count > 1 ? components[1] : holders.Count > 1 ? holders[1] : null) is { } second)
        {
            diagnostics.Add(Codes.AnswerFileKeyRepeated, $"'{second.LocalName}' stands here a second time for the same pass and architecture", document.Where(second));
        }

        foreach (var stray in components.SelectMany(Strays))
        {
            diagnostics.Add(Codes.AnswerFileKeyUnread, $"this ProductKey is in the namespace '{stray.NamespaceUri}', so Windows does not read it",
                document.Where(stray), "remove it");
        }
    }

    private static IEnumerable<AnswerFileElement> Strays(AnswerFileElement element) =>
        element.Children.Where(c => c.LocalName == UnattendNames.ProductKey && c.NamespaceUri != UnattendNames.Namespace)
            .Concat(element.Children.SelectMany(Strays));
}
