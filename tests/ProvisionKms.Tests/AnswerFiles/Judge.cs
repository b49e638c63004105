using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;

namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>Judges merged files by means that share nothing with the merge: System.Xml's own decoding, XPath, regular expressions.</summary>
internal static partial class Judge
{
    private static readonly string[] Native = ["x86", "amd64", "arm", "arm64", "ia64"];

    private static readonly string[] Containers = ["unattend", "settings", "component", "UserData", "ProductKey", "Key"];

    public static string ActivationKeys(string architecture) => Keys("specialize", "Microsoft-Windows-Shell-Setup", architecture, "u:ProductKey");

    public static string InstallationKeys(string architecture) =>
        Keys("windowsPE", "Microsoft-Windows-Setup", architecture, "u:UserData/u:ProductKey/u:Key");

    public static XDocument Load(byte[] content)
    {
        // System.Xml reads streams of encodings like windows-1252 only when their provider is registered.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = XmlReader.Create(new MemoryStream(content));
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    public static void SaysTheKey(byte[] merged, AnswerFileRequest request, string file)
    {
        var document = Load(merged);
        var named = Select(document, "/u:unattend/u:settings/u:component").Select(c => (string?)c.Attribute("processorArchitecture") ?? "");
        foreach (var architecture in request.Architectures.Union(named).Where(Native.Contains))
        {
            var key = Assert.Single(Select(document, ActivationKeys(architecture)));
            Assert.True(key.Value == request.Key!.Reveal(), $"{file}: '{key.Value}'");
            if (request.InstallMedia)
            {
                var installation = Assert.Single(Select(document, InstallationKeys(architecture)));
                Assert.True(installation.Value == request.Key!.Reveal(), $"{file}: '{installation.Value}'");
            }
        }

        Assert.All(Select(document, "//u:settings[@pass='specialize']/u:component[@name='Microsoft-Windows-Shell-Setup']/u:ProductKey"), k => Assert.NotEqual("", k.Value.Trim()));
        Assert.DoesNotContain("xmlns=\"\"", document.ToString(), StringComparison.Ordinal);
    }

    public static IReadOnlyList<XElement> Select(XDocument document, string path)
    {
        var names = new XmlNamespaceManager(new NameTable());
        names.AddNamespace("u", Sample.Namespace);
        return [.. document.XPathSelectElements(path, names)];
    }

    /// <summary>Found in no real file, so that what holds it is what a merge made.</summary>
    public static readonly ProductKey UniqueKey = ProductKey.Parse("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE");

    /// <summary>With keys and the empty containers around them taken out of both, the documents are equal, comments included.</summary>
    public static void OnlyKeysDiffer(byte[] original, byte[] merged, string file)
    {
        var (before, after) = (WithoutKeys(original), WithoutKeys(merged));
        Assert.True(before == after, $"{file}:\n{before}\n---\n{after}");
    }

    /// <summary>Cuts every element that says the unique key, with the containers that hold nothing else, and the white space before them.</summary>
    public static byte[] CutAddedElements(byte[] merged) => Encoding.Latin1.GetBytes(Added().Replace(Encoding.Latin1.GetString(merged), ""));

    private static string WithoutKeys(byte[] content)
    {
        var document = Load(content);
        foreach (var pass in (string[])["specialize", "windowsPE"])
        {
            Remove(Select(document, $"//u:settings[@pass='{pass}']/u:component[@name='Microsoft-Windows-Shell-Setup']/u:ProductKey"));
            Remove(Select(document, $"//u:settings[@pass='{pass}']/u:component[@name='Microsoft-Windows-Setup']/u:UserData/u:ProductKey/u:Key"));
        }

        Remove(Select(document, "//u:ProductKey[count(*)=1 and not(comment()) and u:WillShowUI='OnError']"));
        foreach (var name in Containers.Skip(1).Reverse())
        {
            Remove(Select(document, $"//u:{name}[not(*) and not(comment()) and normalize-space(.)='']"));
        }

        return Canonical(document);
    }

    /// <summary>Everything that means something: between elements, white space does not; in an element with text alone it does.</summary>
    private static string Canonical(XNode node) => node switch
    {
        XDocument document => string.Join('\n', document.Nodes().Select(Canonical).Where(t => t.Length > 0)),
        XElement leaf when leaf.Nodes().All(n => n is XText) && !(Containers.Contains(leaf.Name.LocalName) && leaf.Value.Trim().Length == 0) => $"{StartTag(leaf)}'{leaf.Value}'",
        XElement element => StartTag(element) + string.Join('\n', element.Nodes().Select(Canonical).Where(t => t.Length > 0)) + "</>",
        XText text => string.Join('\n', text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        _ => node.ToString(),
    };

    private static string StartTag(XElement element) => $"<{element.Name}{string.Concat(element.Attributes().Select(a => $" {a}"))}>";

    private static void Remove(IReadOnlyList<XElement> elements)
    {
        foreach (var element in elements)
        {
            element.Remove();
        }
    }

    private static string Keys(string pass, string component, string architecture, string path) =>
        $"/u:unattend/u:settings[@pass='{pass}']/u:component[@name='{component}'][@processorArchitecture='{architecture}']/{path}";

    [GeneratedRegex("""
        \s*<settings[^>]*> (\s*<component[^>]*> \s*<ProductKey>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</ProductKey> \s*</component>)+ \s*</settings>
        | \s*<settings[^>]*> (\s*<component[^>]*> \s*<UserData> \s*<ProductKey> \s*<Key>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</Key> \s*<WillShowUI>OnError</WillShowUI> \s*</ProductKey> \s*</UserData> \s*</component>)+ \s*</settings>
        | \s*<component[^>]*> \s*<ProductKey>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</ProductKey> \s*</component>
        | \s*<component[^>]*> \s*<UserData> \s*<ProductKey> \s*<Key>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</Key> \s*<WillShowUI>OnError</WillShowUI> \s*</ProductKey> \s*</UserData> \s*</component>
        | \s*<UserData> \s*<ProductKey> \s*<Key>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</Key> \s*<WillShowUI>OnError</WillShowUI> \s*</ProductKey> \s*</UserData>
        | \s*<ProductKey> \s*<Key>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</Key> \s*<WillShowUI>OnError</WillShowUI> \s*</ProductKey>
        | \s*<ProductKey>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</ProductKey>
        | \s*<Key>AAAAA-BBBBB-CCCCC-DDDDD-EEEEE</Key>
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Added();
}
