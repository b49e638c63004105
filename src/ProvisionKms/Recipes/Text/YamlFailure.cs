using ProvisionKms.Diagnostics;
using YamlDotNet.Core;

namespace ProvisionKms.Recipes.Text;

/// <summary>Tells what the parser stumbled over, with a hint for the two slips that happen most.</summary>
internal static class YamlFailure
{
    public static void Report(YamlException error, string text, Func<Mark, SourceSpan> place, DiagnosticBag findings)
    {
        var isAboutTab = error.Message.Contains("tab character", StringComparison.Ordinal) ||
            error.Message.Contains("invalid tab", StringComparison.Ordinal);
        if (isAboutTab && FirstTab(text, error.Start) is { } tab)
        {
            findings.Add(Codes.RecipeNotYaml, "a tab is used for indentation", place(tab), "use spaces");
            return;
        }

        var isFlow = error.Message.Contains("flow", StringComparison.Ordinal) || error.InnerException is not null;
        findings.Add(Codes.RecipeNotYaml, Sentence(error.Message), place(error.Start),
            isFlow && text.Contains("${", StringComparison.Ordinal) ? "${env:NAME} needs quotes inside { } and [ ]" : null);
    }

    /// <summary>The parser points to the value before the tab; the user wants to see the tab.</summary>
    private static Mark? FirstTab(string text, Mark from)
    {
        var lines = text.Split('\n');
        for (var i = Math.Max(0, (int)from.Line - 1); i < lines.Length; i++)
        {
            var indent = lines[i].Length - lines[i].TrimStart(' ', '\t').Length;
            var tab = lines[i].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && tab < indent)
            {
                return new Mark(0, i + 1, tab + 1);
            }
        }

        return null;
    }

    private static string Sentence(string message)
    {
        var trimmed = message.Trim().TrimEnd('.');
        return trimmed.Length == 0 ? "not well-formed" : char.ToLowerInvariant(trimmed[0]) + trimmed[1..];
    }
}
