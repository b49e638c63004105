using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using ProvisionKms.AnswerFiles;

namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>Judges merged files by means that share nothing with the merge: System.Xml's own decoding, XPath, regular expressions.</summary>
internal static partial class Judge
{
    private static readonly string[] Native = ["x86", "amd64", "arm", "arm64", "ia64"];

    private static readonly string[] Containers = ["settings", "component", "UserData", "ProductKey", "Key"];

    public static string ActivationKeys(string architecture) => Keys("specialize", "Microsoft-Windows-Shell-Setup", architecture, "u:ProductKey");

    public static string InstallationKeys(string architecture) =>
        Keys("windowsPE", "Microsoft-Windows-Setup", architecture, "u:UserData/u:ProductKey/u:Key");

    public static XDocument Load(byte[] content, LoadOptions options = LoadOptions.PreserveWhitespace)
    {
        // System.Xml reads streams of encodings like windows-1252 only when their provider is registered.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = XmlReader.Create(new MemoryStream(content));
        return XDocument.Load(reader, options);
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

        Assert.All(Select(document, "//u:settings[@pass='specialize']/u:component/u:ProductKey"), k => Assert.NotEqual("", k.Value.Trim()));
        Assert.DoesNotContain("xmlns=\"\"", document.ToString(), StringComparison.Ordinal);
    }

    public static IReadOnlyList<XElement> Select(XDocument document, string path)
    {
        var names = new XmlNamespaceManager(new NameTable());
        names.AddNamespace("u", Sample.Namespace);
        return [.. document.XPathSelectElements(path, names)];
    }

    /// <summary>With keys and the empty containers around them taken out of both, the documents are equal, comments included.</summary>
    public static void OnlyKeysDiffer(byte[] original, byte[] merged, string file)
    {
        var (before, after) = (WithoutKeys(original), WithoutKeys(merged));
        Assert.True(XNode.DeepEquals(before, after), $"{file}:\n{before}\n---\n{after}");
    }

    /// <summary>Cuts every element that says the sample key, with the containers that hold nothing else, and the white space before them.</summary>
    public static byte[] CutAddedElements(byte[] merged) => Encoding.Latin1.GetBytes(Added().Replace(Encoding.Latin1.GetString(merged), ""));

    private static XDocument WithoutKeys(byte[] content)
    {
        var document = Load(content, LoadOptions.None);
        foreach (var pass in (string[])["specialize", "windowsPE"])
        {
            Remove(Select(document, $"//u:settings[@pass='{pass}']/u:component[@name='Microsoft-Windows-Shell-Setup']/u:ProductKey"));
            foreach (var key in Select(document, $"//u:settings[@pass='{pass}']/u:component[@name='Microsoft-Windows-Setup']/u:UserData/u:ProductKey/u:Key"))
            {
                Assert.All(key.Nodes(), n => Assert.True(n is XText or XComment));
                key.ReplaceWith(key.Nodes().OfType<XComment>());
            }
        }

        Remove(Select(document, "//u:ProductKey[count(*)=1 and not(comment()) and u:WillShowUI='OnError']"));
        foreach (var name in Containers.Reverse())
        {
            Remove(Select(document, $"//u:{name}[not(*) and not(comment()) and normalize-space(.)='']"));
        }

        return document;
    }

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
        \s*<settings[^>]*> (\s*<component[^>]*> \s*<ProductKey>N69G4-B89J2-4G8F4-WWYCC-J464C</ProductKey> \s*</component>)+ \s*</settings>
        | \s*<settings[^>]*> (\s*<component[^>]*> \s*<UserData> \s*<ProductKey> \s*<Key>N69G4-B89J2-4G8F4-WWYCC-J464C</Key> \s*<WillShowUI>OnError</WillShowUI> \s*</ProductKey> \s*</UserData> \s*</component>)+ \s*</settings>
        | \s*<component[^>]*> \s*<ProductKey>N69G4-B89J2-4G8F4-WWYCC-J464C</ProductKey> \s*</component>
        | \s*<component[^>]*> \s*<UserData> \s*<ProductKey> \s*<Key>N69G4-B89J2-4G8F4-WWYCC-J464C</Key> \s*<WillShowUI>OnError</WillShowUI> \s*</ProductKey> \s*</UserData> \s*</component>
        | \s*<UserData> \s*<ProductKey> \s*<Key>N69G4-B89J2-4G8F4-WWYCC-J464C</Key> \s*<WillShowUI>OnError</WillShowUI> \s*</ProductKey> \s*</UserData>
        | \s*<ProductKey> \s*<Key>N69G4-B89J2-4G8F4-WWYCC-J464C</Key> \s*<WillShowUI>OnError</WillShowUI> \s*</ProductKey>
        | \s*<ProductKey>N69G4-B89J2-4G8F4-WWYCC-J464C</ProductKey>
        | \s*<Key>N69G4-B89J2-4G8F4-WWYCC-J464C</Key>
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Added();
}
