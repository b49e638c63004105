using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ProvisionKms.Tests.Recipes;

/// <summary>An independent judge of JSON Schema: ajv, fetched from npm into artifacts/ on first use. Skips where that cannot be.</summary>
internal static class Ajv
{
    private const string Package = "ajv@8.17.1";

    /// <summary>For each document "valid" or what is wrong with it.</summary>
    public static IReadOnlyList<string> Validate(JsonNode schema, IEnumerable<JsonNode?> documents)
    {
        var folder = Install();
        var input = new JsonObject { ["schema"] = schema.DeepClone(), ["documents"] = new JsonArray([.. documents.Select(d => d?.DeepClone())]) };
        var (exitCode, output, errors) = Run("node", [Path.Combine(RecipeFiles.Folder("Judge"), "validate.js")], input.ToJsonString(), Path.Combine(folder, "node_modules"));
        Assert.True(exitCode == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Install()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "ajv");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "ajv")))
        {
            Directory.CreateDirectory(folder);
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var (exitCode, _, errors) = Run(npm, ["install", "--prefix", folder, "--no-audit", "--no-fund", Package], "", "");
            Assert.SkipWhen(exitCode != 0, $"ajv cannot be fetched from npm (Debian: apt-get install npm): {errors.Trim().Split('\n')[^1]}");
        }

        return folder;
    }

    private static (int ExitCode, string Output, string Errors) Run(string program, string[] arguments, string input, string nodePath)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["NODE_PATH"] = nodePath },
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return (process.ExitCode, output.Result, errors.Result);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed (Debian: apt-get install npm)");
            throw;
        }
    }
}
