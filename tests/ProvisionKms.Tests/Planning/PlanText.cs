using System.Text;
using System.Text.RegularExpressions;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Edits;

namespace ProvisionKms.Tests.Planning;

/// <summary>
/// A plan as text, compared with a file under Golden. Run the tests with PROVISIONKMS_UPDATE_GOLDEN=1 to write it anew, then review the
/// difference like code.
/// </summary>
internal static partial class PlanText
{
    public static void Check(string name, Plan plan)
    {
        var file = Repository.Path("tests", "ProvisionKms.Tests", "Planning", "Golden", name + ".txt");
        var actual = Of(plan);
        if (Environment.GetEnvironmentVariable("PROVISIONKMS_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static string Of(Plan plan)
    {
        var text = new StringBuilder();
        foreach (var image in plan.Images)
        {
            var key = image.KeyIsSecret ? image.Key!.ToString() : image.Key!.Reveal();
            text.Append($"index {image.Index}: {image.Edition.Product}/{image.Edition.Id}, key {key}\n");
            foreach (var edit in image.Edits)
            {
                text.Append($"  {edit.Action.ToString().ToLowerInvariant()} {edit.Kind}: {edit.Target}\n    {Number().Replace(edit.Value, "N specialize commands")}\n    because {edit.Why}\n");
                if (edit is ContentEdit { Kind: "answer-file" } merged)
                {
                    text.Append(Indented(WithoutCommands(Encoding.UTF8.GetString(merged.Content.Span))));
                }
            }
        }

        foreach (var finding in plan.Diagnostics)
        {
            text.Append($"{finding}\n");
        }

        return text.ToString();
    }

    /// <summary>The commands that carry the script are some hundred, and another number whenever the script changes.</summary>
    private static string WithoutCommands(string content)
    {
        var first = Commands().Match(content);
        return Commands().Replace(content, m => m.Index == first.Index ? "\n        (commands)" : "");
    }

    [GeneratedRegex(@"\s*<RunSynchronousCommand [^>]*>\s*<Description>ProvisionKms .*?</RunSynchronousCommand>", RegexOptions.Singleline)]
    private static partial Regex Commands();

    [GeneratedRegex("^[0-9]+ specialize commands")]
    private static partial Regex Number();

    private static string Indented(string content) =>
        string.Concat(content.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => $"    | {line}".TrimEnd() + "\n"));
}
