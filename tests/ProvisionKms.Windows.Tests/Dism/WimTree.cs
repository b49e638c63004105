using System.Text;
using System.Text.RegularExpressions;
using ProvisionKms.Imaging.Tests;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>What is in an image, as wimlib-imagex and hivexregedit tell it.</summary>
internal static partial class WimTree
{
    private const string Rule = "----------------------------------------------------------------------------";

    /// <summary>All that the metadata says of each path, its times and its security descriptor included.</summary>
    public static Dictionary<string, string> Of(string wim, int index) =>
        Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "dir", wim, $"{index}", "--detailed"))
            .Split(Rule, StringSplitOptions.RemoveEmptyEntries)
            .Select(block => Reference().Replace(block.Trim(), ""))
            .Where(block => FullPath().IsMatch(block))
            .ToDictionary(block => FullPath().Match(block).Groups[1].Value, StringComparer.Ordinal);

    /// <summary>The SHA-1 of each file's content; a folder has none.</summary>
    public static Dictionary<string, string> Contents(string wim, int index) =>
        Of(wim, index).ToDictionary(entry => entry.Key, entry => Hash().Match(entry.Value).Value, StringComparer.Ordinal);

    public static byte[] Extract(string wim, int index, string path) => Tool.Run("wimtools", "wimlib-imagex", "extract", wim, $"{index}", path, "--to-stdout");

    /// <summary>All keys, each before its values.</summary>
    public static IReadOnlyList<string> Registry(string wim, int index, string hive)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, Extract(wim, index, $"/Windows/System32/config/{hive}"));
            return RegistryOf(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static IReadOnlyList<string> RegistryOf(string hive)
    {
        // Without O, Perl prints names in Latin-1 where it can.
        var exported = Tool.Run("libwin-hivex-perl", "env", "PERL_UNICODE=O", "hivexregedit", "--export", hive, "\\");
        return [.. Encoding.UTF8.GetString(exported).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    [GeneratedRegex(@"^(Hard Link Group|Security ID|Link Group ID|Raw WIM offset|Offset in WIM|.*[Oo]ffset|Compressed size|Part Number|Reference Count).*\n?", RegexOptions.Multiline)]
    private static partial Regex Reference();

    [GeneratedRegex("^Full Path += \"(.*)\"", RegexOptions.Multiline)]
    private static partial Regex FullPath();

    [GeneratedRegex("(?<=^Hash += 0x)[0-9a-f]{40}", RegexOptions.Multiline)]
    private static partial Regex Hash();
}
