using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Planning;
using ProvisionKms.Recipes;

namespace ProvisionKms.Provisioning;

/// <summary>
/// Writes what would go into an image as files: the answer files, SetupComplete.cmd with its payload, and the same as
/// `$OEM$` tree for the sources folder of install media, whose `$$` Setup copies to the Windows folder.
/// </summary>
internal static class Renderer
{
    private const string OemScripts = "$OEM$/$$/Setup/Scripts";

    public static IReadOnlyList<string> Render(Recipe recipe, WindowsCatalog catalog, TemplateFolder templates, string directory)
    {
        var diagnostics = new DiagnosticBag();
        var files = Files(recipe, catalog, templates, diagnostics);
        diagnostics.ThrowIfErrors();
        try
        {
            return [.. files.Select(file => Write(directory, file.Key, file.Value))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.RenderFailed, $"the files could not be written to '{directory}': {e.Message}", hint: Codes.RenderFailed.Hint, inner: e);
        }
    }

    private static SortedDictionary<string, byte[]> Files(Recipe recipe, WindowsCatalog catalog, TemplateFolder templates, DiagnosticBag diagnostics)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (Planner.NamedEdition(recipe, catalog, diagnostics) is not { } edition ||
            Target(edition, recipe, catalog, diagnostics) is not { } target ||
            KeyChoice.For(target, recipe, catalog, diagnostics) is not { } key)
        {
            return files;
        }

        if (!edition.IsEvaluation)
        {
            var architectures = WindowsLayout.Architectures(edition);
            files["autounattend.xml"] = Answer("autounattend.xml", new(key, architectures, InstallMedia: true), diagnostics);
            files["unattend.xml"] = Answer("unattend.xml", new(key, architectures, InstallMedia: false), diagnostics);
        }

        var script = SetupCompleteMerge.Merge(null).Content!;
        var settings = Planning.Edits.File.FilePlanning.Settings(recipe, key, edition == target ? null : target);
        foreach (var folder in new[] { "", OemScripts + "/" })
        {
            files[folder + SetupCompleteMerge.DefaultName] = script;
            foreach (var payload in Payload.Create(settings, templates))
            {
                files[$"{folder}{Payload.Folder.Name}/{payload.Path.Name}"] = payload.Content;
            }
        }

        return files;
    }

    private static CatalogEdition? Target(CatalogEdition edition, Recipe recipe, WindowsCatalog catalog, DiagnosticBag diagnostics)
    {
        if (!edition.IsEvaluation)
        {
            return edition;
        }

        var target = recipe.Activation.ConvertEvaluation && Conversion.Targets(edition, isServerCore: false, catalog) is [var first, ..] ? first : null;
        if (target is null)
        {
            diagnostics.Add(
                Codes.EvaluationNotConvertible, $"{edition.ProductName} {edition.Name} is an evaluation that is not converted",
                recipe.Edition.Span.File is null ? null : recipe.Edition.Span, Codes.EvaluationNotConvertible.Hint);
        }

        return target;
    }

    private static byte[] Answer(string name, AnswerFileRequest request, DiagnosticBag diagnostics)
    {
        var made = AnswerFileMerge.Merge(null, name, request);
        diagnostics.AddRange(made.Diagnostics);
        return made.Content ?? [];
    }

    private static string Write(string directory, string name, byte[] content)
    {
        var path = Path.GetFullPath(Path.Combine(directory, name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
