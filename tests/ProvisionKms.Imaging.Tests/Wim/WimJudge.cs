using System.Text;
using System.Text.RegularExpressions;

namespace ProvisionKms.Imaging.Tests.Wim;

/// <summary>What wimlib-imagex says of a file: the independent judge of everything that is written here.</summary>
internal static partial class WimJudge
{
    public static void Verify(string wim)
    {
        var output = Run("verify", wim);
        Assert.Contains("successfully verified", output, StringComparison.Ordinal);
    }

    public static IReadOnlyList<string> Paths(string wim, int index) =>
        Run("dir", wim, $"{index}").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Everything the metadata says of each path. The numbers of links and security descriptors are only references.</summary>
    public static Dictionary<string, string> Details(string wim, int index) =>
        Run("dir", wim, $"{index}", "--detailed")
            .Split("----------------------------------------------------------------------------", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => Reference().Replace(block.Trim(), ""))
            .Where(block => block.Contains("Full Path", StringComparison.Ordinal))
            .ToDictionary(block => FullPath().Match(block).Groups[1].Value, StringComparer.Ordinal);

    public static string Header(string wim) => Run("info", wim, "--header");

    public static string Info(string wim, int index) => Run("info", wim, $"{index}");

    public static byte[] Extract(string wim, int index, string path) =>
        Tool.Run("wimtools", "wimlib-imagex", "extract", wim, $"{index}", path, "--to-stdout");

    public static string Run(params string[] arguments) => Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", arguments));

    [GeneratedRegex(@"^(Hard Link Group|Security ID|Link Group ID|Raw WIM offset|Offset in WIM|.*[Oo]ffset).*\n?", RegexOptions.Multiline)]
    private static partial Regex Reference();

    [GeneratedRegex("^Full Path += \"(.*)\"", RegexOptions.Multiline)]
    private static partial Regex FullPath();
}
