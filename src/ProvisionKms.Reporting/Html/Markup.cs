using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ProvisionKms.Reporting.Html;

/// <summary>Elements of a page. Whatever text goes in is text: escaping is the library's.</summary>
internal static class Markup
{
    /// <param name="content">Attributes, elements, texts; null is left out.</param>
    public static XElement Element(string name, params object?[] content) => new(name, [.. content, ""]);

    public static XAttribute Class(string names) => new("class", names);

    public static string Document(XElement html)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            html.Save(writer);
        }

        return text.Append('\n').ToString();
    }
}
