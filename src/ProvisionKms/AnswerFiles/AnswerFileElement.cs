using System.Text;

namespace ProvisionKms.AnswerFiles;

/// <summary>An element and where it stands in the text. Offsets count characters.</summary>
internal sealed class AnswerFileElement(AnswerFileElement? parent, string prefix, string localName, string namespaceUri)
{
    private readonly Dictionary<string, string> _attributes = [];
    private StringBuilder? _value;

    public AnswerFileElement? Parent { get; } = parent;

    /// <summary>As the tag has it. It is bound to the element's namespace for all content of the element too.</summary>
    public string Prefix { get; } = prefix;

    public string LocalName { get; } = localName;

    public string NamespaceUri { get; } = namespaceUri;

    /// <summary>The prefix that is bound to <see cref="UnattendNames.StateNamespace"/> inside the element; null when none is.</summary>
    public required string? StatePrefix { get; init; }

    /// <summary>The <c>&lt;</c> of the start tag.</summary>
    public required int Start { get; init; }

    /// <summary>Just after the start tag.</summary>
    public required int ContentStart { get; init; }

    /// <summary>The <c>&lt;</c> of the end tag; <see cref="ContentStart"/> when there is none.</summary>
    public int ContentEnd { get; set; }

    /// <summary>Just after the element.</summary>
    public int End { get; set; }

    /// <summary>Written as <c>&lt;name/&gt;</c>.</summary>
    public required bool IsSelfClosing { get; init; }

    /// <summary>The text directly inside, comments and child elements left out.</summary>
    public string Value => _value?.ToString() ?? "";

    public List<AnswerFileElement> Children { get; } = [];

    /// <summary>The comments directly inside, from <c>&lt;!--</c> to <c>--&gt;</c>.</summary>
    public List<Range> Comments { get; } = [];

    public string QualifiedName => Prefix.Length == 0 ? LocalName : $"{Prefix}:{LocalName}";

    /// <summary>Attributes in no namespace.</summary>
    public string? Attribute(string name) => _attributes.GetValueOrDefault(name);

    public void AddAttribute(string name, string value) => _attributes[name] = value;

    public void AddText(string text) => (_value ??= new StringBuilder()).Append(text);

    public bool Is(string localName) => LocalName == localName && NamespaceUri == UnattendNames.Namespace;

    public IEnumerable<AnswerFileElement> ChildrenNamed(string localName) => Children.Where(c => c.Is(localName));
}
