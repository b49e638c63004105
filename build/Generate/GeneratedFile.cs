using System.Text;

namespace ProvisionKms.Generate;

/// <summary>A file that is made, whole or in part, from data. Line ends are LF everywhere.</summary>
/// <param name="Path">Relative to the repository, with slashes.</param>
internal sealed record GeneratedFile(string Path, string Content)
{
    /// <summary>A file that people write, with one part between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c> that is generated.</summary>
    public static GeneratedFile Part(string root, string path, string name, string content) =>
        new GeneratedFile(path, Read(root, path) ?? throw new FileNotFoundException($"{path} is not there to be completed")).With(name, content);

    /// <summary>The same file with another part replaced.</summary>
    public GeneratedFile With(string name, string content)
    {
        var (open, close) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var start = Content.IndexOf(open, StringComparison.Ordinal) + open.Length;
        var end = Content.IndexOf(close, StringComparison.Ordinal);
        return start < open.Length || end < start
            ? throw new InvalidDataException($"{Path} has no part {name}")
            : this with { Content = Content[..start] + content + Content[end..] };
    }

    public bool IsCurrent(string root) => Read(root, Path) == Content;

    public void Write(string root)
    {
        var file = System.IO.Path.Combine(root, Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, Content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static string? Read(string root, string path)
    {
        var file = System.IO.Path.Combine(root, path);
        return File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : null;
    }
}
