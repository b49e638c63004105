using ProvisionKms.Diagnostics;

namespace ProvisionKms.FirstBoot;

/// <summary>The templates that come with the tool, some of them replaced by files of the same name in a user's folder.</summary>
public sealed class TemplateFolder
{
    private const string ResourcePrefix = "templates/";

    /// <summary>Far more than any script; keeps a wrong file from filling memory and image.</summary>
    private const int LargestTemplate = 1 << 20;

    private readonly IReadOnlyDictionary<string, byte[]> _files;

    private TemplateFolder(IReadOnlyDictionary<string, byte[]> files) => _files = files;

    /// <summary>The templates that come with the tool.</summary>
    public static TemplateFolder Default { get; } = new(LoadEmbedded());

    public IEnumerable<string> Names => _files.Keys.Order(StringComparer.Ordinal);

    /// <param name="folder">A folder on this machine, or null for the built-in templates.</param>
    /// <param name="where">Where the recipe names it.</param>
    /// <returns>The templates, or null when a diagnostic is an error.</returns>
    public static TemplateFolderResult Load(string? folder, SourceSpan? where = null)
    {
        if (folder is null)
        {
            return new TemplateFolderResult(Default, []);
        }

        if (!Directory.Exists(folder))
        {
            return new TemplateFolderResult(null,
                [new Diagnostic(Codes.TemplateFolderMissing, $"there is no templates folder '{folder}'", where)]);
        }

        var found = new DiagnosticBag();
        var files = new Dictionary<string, byte[]>(Default._files, StringComparer.OrdinalIgnoreCase);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            Replace(files, path, found);
        }

        return new TemplateFolderResult(found.HasErrors ? null : new TemplateFolder(files), [.. found]);
    }

    /// <exception cref="KeyNotFoundException">No template has this name.</exception>
    public byte[] Read(string name) => [.. _files[name]];

    private static void Replace(Dictionary<string, byte[]> files, string path, DiagnosticBag found)
    {
        var name = Path.GetFileName(path);
        if (name.StartsWith('.'))
        {
            return;
        }

        if (!files.ContainsKey(name))
        {
            found.Add(Codes.TemplateUnknown, $"'{name}' is not the name of a template", new SourceSpan(path),
                $"templates are {string.Join(", ", Default.Names)}");
            return;
        }

        if (TryRead(path, found) is { } content)
        {
            found.AddRange(ScriptTemplate.Check(content, path));
            files[name] = content;
        }
    }

    private static byte[]? TryRead(string path, DiagnosticBag found)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > 0 and <= LargestTemplate })
            {
                return File.ReadAllBytes(path);
            }

            found.Add(Codes.TemplateUnreadable, "the template is empty, too large or no file", new SourceSpan(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found.Add(Codes.TemplateUnreadable, $"the template cannot be read: {e.Message}", new SourceSpan(path));
        }

        return null;
    }

    private static Dictionary<string, byte[]> LoadEmbedded()
    {
        var assembly = typeof(TemplateFolder).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .ToDictionary(name => name[ResourcePrefix.Length..], Read, StringComparer.OrdinalIgnoreCase);

        byte[] Read(string name)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
    }
}

/// <param name="Templates">Null when a diagnostic is an error.</param>
public sealed record TemplateFolderResult(TemplateFolder? Templates, IReadOnlyList<Diagnostic> Diagnostics);
