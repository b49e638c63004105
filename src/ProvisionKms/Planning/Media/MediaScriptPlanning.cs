using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Planning.Edits;
using ProvisionKms.Planning.Edits.File;
using ProvisionKms.Planning.Edits.Script;

namespace ProvisionKms.Planning.Media;

/// <summary>The scripts in the <c>$OEM$</c> folder of the media, which Setup copies over those of the image that it installs.</summary>
internal static class MediaScriptPlanning
{
    /// <param name="keySelects">The answer file's key lets Setup install only what it fits.</param>
    public static IReadOnlyList<ContentEdit> Edits(MediaScope scope, bool keySelects)
    {
        var wanted = scope.Plans.Select(Wanted).ToList();
        var own = scope.Media.Content(MediaLayout.OfWindows(WindowsLayout.SetupComplete));
        var reason =
            wanted.Any(w => !IsSame(w, wanted[0], withScript: own is null)) ? "the images that the recipe means end with different scripts"
            : scope.Plans.Count < scope.ImageCount && !keySelects ? "other images of the media would get them too"
            : null;
        if (reason is null)
        {
            return [.. wanted[0].Select(edit => OnMedia(scope, edit, own)).OfType<ContentEdit>()];
        }

        if (Payload.Paths.Any(path => scope.Media.Content(MediaLayout.OfWindows(path)) is not null))
        {
            scope.Diagnostics.Add(Codes.MediaScriptsOverrule, $"{MediaLayout.OfWindows(Payload.Folder)} holds scripts of an earlier run, but {reason}", hint: Codes.MediaScriptsOverrule.Hint);
            return [];
        }

        scope.Diagnostics.Add(Codes.MediaScriptsLeftOut, $"nothing is added to {MediaLayout.OemWindowsFolder}: {reason}", hint: Codes.MediaScriptsLeftOut.Hint);

        // A script of the media replaces the images' own, and must call what they hold.
        return own is null ? [] : [.. wanted[0].OfType<ScriptEdit>().Select(edit => OnMedia(scope, edit, own)).OfType<ContentEdit>()];
    }

    /// <summary>What an image gets for its folder of scripts, without what stays out of an image that is set up already.</summary>
    private static List<ContentEdit> Wanted(ImagePlan plan) =>
        [.. plan.Edits.OfType<ContentEdit>().Where(e => e is FileEdit or ScriptEdit && e.Path.IsUnder(WindowsLayout.SetupScripts))];

    private static bool IsSame(List<ContentEdit> a, List<ContentEdit> b, bool withScript) =>
        a.Count == b.Count && a.Zip(b).All(pair => pair.First.Path.Equals(pair.Second.Path) &&
            ((pair.First is ScriptEdit && !withScript) || pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span)));

    private static ContentEdit? OnMedia(MediaScope scope, ContentEdit edit, byte[]? ownScript)
    {
        var path = scope.Media.Spelled(MediaLayout.OfWindows(edit.Path));
        var before = scope.Media.Content(path);
        var content = edit.Content;
        if (edit is ScriptEdit && ownScript is not null)
        {
            var merged = SetupCompleteMerge.Merge(ownScript, path.ToString());
            scope.Diagnostics.AddRange(merged.Diagnostics);
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
}
