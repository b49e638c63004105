using System.Text;

namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>Well-formed answer files in all the ways people and tools lay them out.</summary>
internal sealed class RandomAnswerFile
{
    private static readonly string[] Passes = ["windowsPE", "offlineServicing", "generalize", "specialize", "auditSystem", "auditUser", "oobeSystem"];

    private readonly StringBuilder _text = new();
    private readonly Choices _choices;
    private readonly string _prefix;
    private readonly string[] _lineEnds;
    private readonly string _indent;
    private readonly string _nonAscii;

    private RandomAnswerFile(Choices choices, string nonAscii)
    {
        _choices = choices;
        _nonAscii = nonAscii;
        _prefix = choices.Of("", "u:", "unattend.1:");
        _lineEnds = choices.Of<string[]>(["\n"], ["\r\n"], [""], ["\n", "\r\n", "\r"], ["\r"], ["\n\n\t \n"]);
        _indent = choices.Of("  ", "    ", "\t", "", " \t");
    }

    public static byte[] Make(Choices choices)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var (declared, encoding, bom) = choices.Of<(string, Encoding, bool)>(
            ("", new UTF8Encoding(false), false), ("utf-8", new UTF8Encoding(true), true), ("utf-16", new UnicodeEncoding(false, true), true),
            ("utf-16", new UnicodeEncoding(true, true), true), ("windows-1252", Encoding.GetEncoding("windows-1252"), false), ("us-ascii", Encoding.ASCII, false));
        var file = new RandomAnswerFile(choices, declared switch { "us-ascii" => "plain", "windows-1252" => "ü€", _ => "ü€漢\U0001F600\u0085\u2028" });
        file.Root(declared);
        return [.. bom ? encoding.GetPreamble() : [], .. encoding.GetBytes(file._text.ToString())];
    }

    private void Root(string declared)
    {
        if (declared.Length > 0 || _choices.Flip())
        {
            _text.Append("<?xml version=\"1.0\"").Append(declared.Length > 0 ? $" encoding=\"{declared}\"" : "").Append("?>");
            Line(0);
        }

        var binding = _prefix.Length == 0 ? "xmlns" : $"xmlns:{_prefix[..^1]}";
        var passes = Passes.Where(_ => _choices.Flip()).OrderBy(_ => _choices.Of(0, 1)).ToList();
        Element(0, "unattend", $" {binding}=\"{Sample.Namespace}\" xmlns:wcm=\"http://schemas.microsoft.com/WMIConfig/2002/State\"",
            [.. passes.Select<string, Action<int>>(p => depth => Settings(depth, p))]);
        _text.Append(_choices.Of("", "\n", "<!-- end -->"));
    }

    private void Settings(int depth, string pass)
    {
        var components = _choices.Some("Microsoft-Windows-Setup", "Microsoft-Windows-Shell-Setup", "Microsoft-Windows-International-Core")
            .SelectMany(name => _choices.Some("amd64", "x86", "wow64"), (name, architecture) => (name, architecture));
        var wasPass = _choices.Of("", " wasPassProcessed=\"true\"");
        Element(depth, "settings", $" pass=\"{pass}\"{wasPass}",
            [.. components.Select<(string Name, string Architecture), Action<int>>(c => d => Component(d, c.Name, c.Architecture))]);
    }

    private void Component(int depth, string name, string architecture)
    {
        var quote = _choices.Of('"', '\'');
        var attributes = $" name={quote}{name}{quote}{_choices.Of(" ", "\n   ", "\t")}processorArchitecture={quote}{architecture}{quote} language='>/&gt;'";
        var children = new List<Action<int>>();
        if (_choices.Flip())
        {
            children.Add(_ => Leaf("ComputerName", "", $"{_nonAscii} ]] &gt; &#10;"));
        }

        if (_choices.Flip())
        {
            children.Add(name == "Microsoft-Windows-Setup" ? UserData : _ => Key("ProductKey"));
        }

        if (_choices.Flip())
        {
            children.Add(d => Element(d, "FirstLogonCommands", "", [_ => Leaf("SynchronousCommand", " wcm:action=\"add\"", "<![CDATA[</component><ProductKey>]]>")]));
        }

        Element(depth, "component", attributes, children);
    }

    private void UserData(int depth) => Element(depth, "UserData", "", [.. _choices.Flip() ? (Action<int>[])[ProductKey] : []]);

    private void ProductKey(int depth)
    {
        var willShowUI = _choices.Flip();
        Element(depth, "ProductKey", "",
            [.. willShowUI ? (Action<int>[])[_ => Leaf("WillShowUI", "", "Never")] : [], .. _choices.Flip() ? (Action<int>[])[_ => Key("Key")] : []]);
    }

    private void Key(string name) =>
        Leaf(name, "", _choices.Of("", " ", "\r\n\t", Sample.OtherKey.Reveal(), Sample.Key.Reveal(), "<!-- <Key/> -->", "<![CDATA[]]>", "${key}"));

    private void Element(int depth, string name, string attributes, List<Action<int>> children)
    {
        if (children.Count == 0 && _choices.Flip())
        {
            _text.Append($"<{_prefix}{name}{attributes}{_choices.Of("", " ", "\n")}/>");
            return;
        }

        _text.Append($"<{_prefix}{name}{attributes}>");
        foreach (var child in children)
        {
            if (_choices.Of(false, false, false, true))
            {
                Line(depth + 1);
                _text.Append(_choices.Of("<!-- <settings pass=\"specialize\"/> \n -->", "<?pi ?>"));
            }

            Line(depth + 1);
            child(depth + 1);
        }

        if (children.Count > 0 || _choices.Flip())
        {
            Line(depth);
        }

        _text.Append($"</{_prefix}{name}{_choices.Of("", " ")}>");
    }

    private void Leaf(string name, string attributes, string text) =>
        _text.Append(text.Length == 0 && _choices.Flip() ? $"<{_prefix}{name}{attributes}/>" : $"<{_prefix}{name}{attributes}>{text}</{_prefix}{name}>");

    private void Line(int depth)
    {
        var lineEnd = _choices.Of(_lineEnds);
        _text.Append(lineEnd);
        if (lineEnd.Length > 0)
        {
            _text.Insert(_text.Length, _indent, depth);
        }
    }
}
