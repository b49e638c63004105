using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>A well-formed answer file: its text, and where its elements stand.</summary>
internal sealed class AnswerFileDocument
{
    private readonly AnswerFileText _text;
    private readonly LineMap _lines;

    private AnswerFileDocument(AnswerFileText text, LineMap lines, string file, AnswerFileElement root) =>
        (_text, _lines, File, Root) = (text, lines, file, root);

    public string File { get; }

    public AnswerFileElement Root { get; }

    public string Text => _text.Text;

    public IEnumerable<AnswerFileElement> Settings => Root.ChildrenNamed(UnattendNames.Settings);

    /// <summary>Every component of every pass.</summary>
    public IEnumerable<AnswerFileElement> Components => Settings.SelectMany(s => s.ChildrenNamed(UnattendNames.Component));

    public static AnswerFileDocument? Read(byte[] content, string file, DiagnosticBag diagnostics)
    {
        if (AnswerFileText.Decode(content, file, diagnostics) is not { } text)
        {
            return null;
        }

        var lines = new LineMap(text.Text);
        if (AnswerFileReader.Read(text.Text, file, lines, diagnostics) is not { } root)
        {
            return null;
        }

        if (root.Is(UnattendNames.Root))
        {
            return new AnswerFileDocument(text, lines, file, root);
        }

        diagnostics.Add(Codes.NotAnAnswerFile,
            $"the root is '{root.QualifiedName}' in namespace '{root.NamespaceUri}', not '{UnattendNames.Root}' in '{UnattendNames.Namespace}'",
            lines.Span(file, root.Start));
        return null;
    }

    /// <summary>
    /// The components of that name in a pass. A pass that stands in several settings elements counts as one: no
    /// Microsoft page says which of them Windows would prefer.
    /// </summary>
    public IEnumerable<AnswerFileElement> FindComponents(string pass, string name) =>
        Components.Where(c => UnattendNames.Same(PassOf(c), pass) && UnattendNames.Same(c.Attribute(UnattendNames.Name), name));

    public static string PassOf(AnswerFileElement component) => component.Parent!.Attribute(UnattendNames.Pass) ?? "";

    public static string ArchitectureOf(AnswerFileElement component) => component.Attribute(UnattendNames.ProcessorArchitecture)?.Trim() ?? "";

    public SourceSpan Where(AnswerFileElement element) => _lines.Span(File, element.Start);

    public byte[] Encode(string text) => _text.Encode(text);
}
