using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Edits.CarriedScript;
using ProvisionKms.Planning.Edits.File;
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
            Planner.NamedTarget(edition, recipe, catalog, diagnostics) is not { } target ||
            KeyChoice.For(target, recipe, catalog, diagnostics) is not { } key)
        {
            return files;
        }

        var settings = FilePlanning.Settings(recipe, key, edition == target ? null : target);
        if (recipe.Activation.Method != ActivationMethod.Mak || !edition.IsEvaluation)
        {
            AddAnswerFiles(files, settings, edition, key, templates, diagnostics);
        }

        var script = SetupCompleteMerge.Merge(null).Content!;
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

    /// <summary>They carry the script too, for those who use nothing else. An evaluation takes no ProductKey.</summary>
    private static void AddAnswerFiles(
        SortedDictionary<string, byte[]> files, FirstBootSettings settings, CatalogEdition edition, ProductKey key, TemplateFolder templates, DiagnosticBag diagnostics)
    {
        var architectures = WindowsLayout.Architectures(edition);
        if (CarriedScriptPlanning.Request(settings, architectures, templates, diagnostics) is not { } commands)
        {
            return;
        }

        foreach (var (name, isMedia) in new[] { ("autounattend.xml", true), ("unattend.xml", false) })
        {
            var content = Made(SetupCommandMerge.Merge(null, name, commands), diagnostics);
            files[name] = edition.IsEvaluation ? content : Made(AnswerFileMerge.Merge(content, name, new(key, architectures, isMedia)), diagnostics);
        }
    }

    private static byte[] Made(AnswerFileResult result, DiagnosticBag diagnostics)
    {
        diagnostics.AddRange(result.Diagnostics);
        return result.Content ?? [];
    }

    private static string Write(string directory, string name, byte[] content)
    {
        var path = Path.GetFullPath(Path.Combine(directory, name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
