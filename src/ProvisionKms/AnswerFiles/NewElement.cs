using System.Security;
using System.Text;

namespace ProvisionKms.AnswerFiles;

/// <summary>An element to be written into an answer file, in the unattend namespace.</summary>
internal sealed record NewElement(string LocalName, string? Text = null)
{
    public IReadOnlyList<(string Name, string Value)> Attributes { get; init; } = [];

    public IReadOnlyList<NewElement> Children { get; init; } = [];

    /// <summary>A whole component. The attributes are the same for all of Windows' own components.</summary>
    public static NewElement ForComponent(string name, string architecture, IReadOnlyList<NewElement> children) => new(UnattendNames.Component)
    {
        Attributes =
        [
            (UnattendNames.Name, name),
            (UnattendNames.ProcessorArchitecture, architecture),
            ("publicKeyToken", "31bf3856ad364e35"),
            ("language", "neutral"),
            ("versionScope", "nonSxS"),
        ],
        Children = children,
    };

    public static NewElement ForSettings(string pass, IEnumerable<NewElement> components) => new(UnattendNames.Settings)
    {
        Attributes = [(UnattendNames.Pass, pass)],
        Children = [.. components],
    };

    /// <summary>
    /// Writes the element. <paramref name="separator"/> is what stands before it, and before its end tag when it has
    /// children: a line end and an indent, or nothing in a file without line ends.
    /// </summary>
    public string Render(string prefix, string separator, string indentUnit)
    {
        var name = prefix.Length == 0 ? LocalName : $"{prefix}:{LocalName}";
        var result = new StringBuilder().Append('<').Append(name);
        foreach (var attribute in Attributes)
        {
            result.Append(' ').Append(attribute.Name).Append("=\"").Append(SecurityElement.Escape(attribute.Value)).Append('"');
        }

        result.Append('>').Append(SecurityElement.Escape(Text));
        var breaksLines = Whitespace.HasLineEnd(separator);
        var inner = breaksLines ? separator + indentUnit : "";
        foreach (var child in Children)
        {
            result.Append(inner).Append(child.Render(prefix, inner, indentUnit));
        }

        return result.Append(Children.Count > 0 && breaksLines ? separator : "").Append("</").Append(name).Append('>').ToString();
    }
}
