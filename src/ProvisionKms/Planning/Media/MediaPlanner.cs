using System.Text;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning.Edits;
using ProvisionKms.Planning.Edits.AnswerFile;
using ProvisionKms.Planning.Edits.File;
using ProvisionKms.Planning.Edits.Script;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Media;

/// <summary>
/// Plans what goes on install media beside its images. Both things reach every installation from the media, so they are
/// planned only where they fit each image that can be installed, and hide nothing that an image has; the images have all of
/// it themselves, so nothing is lost where they are left out.
/// </summary>
internal sealed class MediaPlanner(
    Recipe recipe, MediaFacts media, IReadOnlyList<SelectedImage> selected, IReadOnlyList<ImagePlan> plans, DiagnosticBag diagnostics)
{
    /// <summary>How many images Setup could install, also those that the recipe does not mean.</summary>
    public required int Images { get; init; }

    public IEnumerable<Edit> Plan()
    {
        if (plans.Count == 0)
        {
            return [];
        }

        WarnOfKeyFile();
        var answerFile = Wants(Injection.AnswerFile) ? AnswerFile() : null;
        var scripts = Wants(Injection.SetupComplete) ? Scripts(keySelects: answerFile is not null) : [];
        return [.. new[] { answerFile }.OfType<Edit>(), .. scripts];
    }

    private bool Wants(Injection injection) => recipe.Inject?.Contains(injection) != false;

    private AnswerFileEdit? AnswerFile()
    {
        var path = media.Spelled(MediaLayout.AnswerFile);
        var before = media.Content(path);
        if (ReasonAgainstAnswerFile(before) is { } reason)
        {
            diagnostics.Add(Codes.MediaAnswerFileLeftOut, $"the media get no product key in {path}: {reason}", hint: Codes.MediaAnswerFileLeftOut.Hint);
            WarnOfKeysForAnEvaluation(path, before);
            return null;
        }

        var image = selected[0];
        var architectures = selected.Select(s => s.Facts.Architecture).OfType<string>().Distinct().ToList();
        var request = new AnswerFileRequest(plans[0].Key!, architectures.Count > 0 ? architectures : WindowsLayout.Architectures(image.Target), InstallMedia: true)
        {
            // As in an image: the script installs the recipe's own key afterwards.
            FittingKeys = Wants(Injection.SetupComplete) && recipe.Activation.Key is null ? [.. new[] { image.Target.KmsKey, image.Target.AvmaKey }.OfType<ProductKey>()] : [],
        };
        var merged = AnswerFileMerge.Merge(before, path.ToString(), request);
        diagnostics.AddRange(merged.Diagnostics);
        return merged.Content is not { } content ? null : new AnswerFileEdit(path, content, request, plans[0].KeyIsSecret ? plans[0].Key!.ToString() : plans[0].Key!.Reveal())
        {
            Action = before is null ? EditAction.Create : merged.Changed ? EditAction.Change : EditAction.Keep,
            Why = $"Setup asks for no key, and offers {image.Target.ProductName} {image.Target.Name} alone",
        };
    }

    private string? ReasonAgainstAnswerFile(byte[]? before) =>
        selected.Any(s => s.IsConverted) ? "an evaluation edition takes none; it is converted at first boot"
        : plans.Select(p => p.Key).Distinct().Count() > 1 ? "the images that the recipe means have different keys"
        : before is null && selected.FirstOrDefault(HasAnswerFile) is { } image ? $"{image.Facts.Title} has an answer file of its own, which it would hide"
        : null;

    private void WarnOfKeysForAnEvaluation(ImagePath path, byte[]? answerFile)
    {
        if (answerFile is null || !selected.Any(s => s.IsConverted))
        {
            return;
        }

        foreach (var key in AnswerFileMerge.ReadKeys(answerFile, path.ToString()).Keys.Where(k => k.IsActivationKey && !k.IsEmpty))
        {
            diagnostics.Add(
                Codes.EvaluationHasProductKey, $"the images are an evaluation edition, and {path} on the media holds a product key",
                key.Where, Codes.EvaluationHasProductKey.Hint);
        }
    }

    private static bool HasAnswerFile(SelectedImage image) =>
        WindowsLayout.AnswerFilePlaces.Any(place => image.Facts.Files.ContainsKey(place.Path));

    /// <param name="keySelects">The answer file's key lets Setup install only what it fits.</param>
    private List<ContentEdit> Scripts(bool keySelects)
    {
        var wanted = plans.Select(Wanted).ToList();
        var own = media.Content(MediaLayout.OfWindows(WindowsLayout.SetupComplete));
        var reason =
            wanted.Any(w => !IsSame(w, wanted[0], withScript: own is null)) ? "the images that the recipe means end with different scripts"
            : plans.Count < Images && !keySelects ? "other images of the media would get them too"
            : null;
        if (reason is null)
        {
            return [.. wanted[0].Select(edit => OnMedia(edit, own)).OfType<ContentEdit>()];
        }

        if (Payload.Paths.Any(path => media.Content(MediaLayout.OfWindows(path)) is not null))
        {
            diagnostics.Add(Codes.MediaScriptsOverrule, $"{MediaLayout.OfWindows(Payload.Folder)} holds scripts of an earlier run, but {reason}", hint: Codes.MediaScriptsOverrule.Hint);
            return [];
        }

        diagnostics.Add(Codes.MediaScriptsLeftOut, $"nothing is added to {MediaLayout.OemWindowsFolder}: {reason}", hint: Codes.MediaScriptsLeftOut.Hint);

        // A script of the media replaces the images' own, and must call what they hold.
        return own is null ? [] : [.. wanted[0].OfType<ScriptEdit>().Select(edit => OnMedia(edit, own)).OfType<ContentEdit>()];
    }

    /// <summary>What an image gets for its folder of scripts, without what stays out of an image that is set up already.</summary>
    private static List<ContentEdit> Wanted(ImagePlan plan) =>
        [.. plan.Edits.OfType<ContentEdit>().Where(e => e is FileEdit or ScriptEdit && e.Path.IsUnder(WindowsLayout.SetupScripts))];

    private static bool IsSame(List<ContentEdit> a, List<ContentEdit> b, bool withScript) =>
        a.Count == b.Count && a.Zip(b).All(pair => pair.First.Path.Equals(pair.Second.Path) &&
            ((pair.First is ScriptEdit && !withScript) || pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span)));

    private ContentEdit? OnMedia(ContentEdit edit, byte[]? ownScript)
    {
        var path = media.Spelled(MediaLayout.OfWindows(edit.Path));
        var before = media.Content(path);
        var content = edit.Content;
        if (edit is ScriptEdit && ownScript is not null)
        {
            var merged = SetupCompleteMerge.Merge(ownScript, path.ToString());
            diagnostics.AddRange(merged.Diagnostics);
            if (merged.Content is null)
            {
                return null;
            }

            content = merged.Content;
        }

        var action = before is null ? EditAction.Create : content.Span.SequenceEqual(before) ? EditAction.Keep : EditAction.Change;
        const string Why = "Setup copies it over the image's own";
        return edit switch
        {
            FileEdit file => file with { Path = path, Action = action, Why = Why },
            _ => new ScriptEdit(path, content) { Action = action, Why = Why },
        };
    }

    private void WarnOfKeyFile()
    {
        var path = media.Spelled(MediaLayout.KeyFile);
        if (media.Content(path) is { } content && KeyIn(Encoding.Latin1.GetString(content)) is { } key &&
            plans.FirstOrDefault(plan => !key.Equals(plan.Key?.Reveal(), StringComparison.OrdinalIgnoreCase)) is { } image)
        {
            diagnostics.Add(Codes.MediaHasKeyFile, $"{path} on the media has a key that is not the one of {image.Title}", hint: Codes.MediaHasKeyFile.Hint);
        }
    }

    /// <summary>"Value=" of the section [PID].</summary>
    private static string? KeyIn(string keyFile) =>
        keyFile.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split('=', 2))
            .FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim().Equals("Value", StringComparison.OrdinalIgnoreCase))?[1].Trim();
}
