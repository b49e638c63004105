using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Keys;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes;

/// <summary>
/// Puts what the options say in the place of what the recipe says, before anything is checked: an option's value goes through
/// the same checks, and a finding on it names the option.
/// </summary>
internal static class OverrideMerge
{
    public static void Apply(MappingNode root, RecipeOverrides overrides, EnvironmentReferences references, DiagnosticBag findings)
    {
        if (overrides.InPlace)
        {
            Remove(root, RecipeKeys.Output.Name);
        }

        var settings = Settings(overrides, references, findings);
        if (overrides.InPlace && settings.RemoveAll(s => s.Path.Split('.')[0] == RecipeKeys.Output.Name) > 0)
        {
            findings.Add(Codes.InvalidOverride, "an output and --in-place exclude each other", new SourceSpan("--in-place"));
        }

        foreach (var repeated in settings.GroupBy(s => s.Path).Where(g => g.Count() > 1))
        {
            findings.Add(Codes.InvalidOverride, $"{Quoted.Of(repeated.Key)} is overridden twice", repeated.Last().Value.Span);
        }

        LetOneNameTheKmsHost(root, settings);
        foreach (var (path, value) in settings)
        {
            Put(root, path.Split('.'), value);
        }
    }

    private static List<(string Path, RecipeNode Value)> Settings(
        RecipeOverrides overrides, EnvironmentReferences references, DiagnosticBag findings)
    {
        var settings = new List<(string Path, RecipeNode Value)>();
        AddOption(settings, "--image", "image.path", overrides.Image);
        AddOption(settings, "--output", "output.path", overrides.Output);
        AddOption(settings, "--platform", RecipeKeys.PlatformId.Name, overrides.Platform);
        foreach (var item in overrides.Set)
        {
            var split = item.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0 || item[..split].Split('.').Any(part => part.Trim().Length == 0))
            {
                findings.Add(Codes.InvalidOverride, $"{Quoted.Of(item)} is not key=value", new SourceSpan("--set"),
                    "write for example --set activation.attempts=3");
            }
            else if (ReadValue(item[..split].Trim(), item[(split + 1)..], references, findings) is { } value)
            {
                settings.Add((item[..split].Trim(), value));
            }
        }

        return settings;
    }

    private static void AddOption(List<(string Path, RecipeNode Value)> settings, string option, string path, string? text)
    {
        if (text is not null)
        {
            settings.Add((path, new ScalarNode(new SourceSpan(option), text, Directory.GetCurrentDirectory(), IsPlain: false)));
        }
    }

    private static RecipeNode? ReadValue(string path, string text, EnvironmentReferences references, DiagnosticBag findings)
    {
        var span = new SourceSpan("--set " + Quoted.Of(path).Trim('\''));
        if (text.Any(c => char.IsControl(c) && c != '\t'))
        {
            findings.Add(Codes.InvalidOverride, "the value has control characters", span);
            return null;
        }

        var folder = Directory.GetCurrentDirectory();
        var before = findings.Count;
        return NodeReader.Read(text, _ => span, folder, references, findings)
            ?? (findings.Count > before ? null : new ScalarNode(span, "", folder, IsPlain: true));
    }

    /// <summary>An option that names the KMS host one way takes the place of a recipe that names it the other way.</summary>
    private static void LetOneNameTheKmsHost(MappingNode root, List<(string Path, RecipeNode Value)> settings)
    {
        var platform = settings.Exists(s => s.Path == RecipeKeys.PlatformId.Name);
        var kms = settings.Exists(s => s.Path.Split('.')[0] == RecipeKeys.Kms.Name);
        if (platform && !kms)
        {
            Remove(root, RecipeKeys.Kms.Name);
        }
        else if (kms && !platform)
        {
            Remove(root, RecipeKeys.PlatformId.Name);
        }
    }

    private static void Put(MappingNode section, ReadOnlySpan<string> path, RecipeNode value)
    {
        var name = path[0].Trim();
        if (path.Length == 1)
        {
            Replace(section, name, value);
            return;
        }

        if (section.Entries.Find(e => e.Name == name)?.Value is not MappingNode inner)
        {
            inner = new MappingNode(value.Span, []);
            Replace(section, name, inner);
        }

        Put(inner, path[1..], value);
    }

    private static void Replace(MappingNode section, string name, RecipeNode value)
    {
        var entry = new MappingEntry(name, value.Span, value);
        var at = section.Entries.FindIndex(e => e.Name == name);
        if (at < 0)
        {
            section.Entries.Add(entry);
        }
        else
        {
            section.Entries[at] = entry;
        }
    }

    private static void Remove(MappingNode section, string name) => section.Entries.RemoveAll(e => e.Name == name);
}
