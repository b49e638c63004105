using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.ProvisionKms;

/// <summary>Finds the tool the way Cake finds tools (ToolPath, the tools folder, PATH) and runs one command of it.</summary>
internal sealed class ProvisionKmsRunner(ICakeContext context)
    : Tool<ProvisionKmsSettings>(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools)
{
    public void Run(string command, FilePath recipe, ProvisionKmsSettings settings)
    {
        var arguments = new ProcessArgumentBuilder().Append(command).AppendQuoted(recipe.FullPath);
        Append("--image", settings.Image?.FullPath);
        Append("--output", settings.Output?.FullPath);
        Append("--platform", settings.Platform);
        Append("--backend", settings.Backend);
        Append("--against", settings.Against?.FullPath);
        Append("--junit", settings.JUnitReport?.FullPath);
        Append("--provenance", settings.Provenance?.FullPath);
        foreach (var (key, value) in settings.Set)
        {
            Append("--set", $"{key}={value}");
        }

        if (settings.InPlace)
        {
            arguments.Append("--in-place");
        }

        Run(settings, arguments);

        void Append(string option, string? value)
        {
            if (value is not null)
            {
                arguments.Append(option).AppendQuoted(value);
            }
        }
    }

    protected override string GetToolName() => "provision-kms";

    protected override IEnumerable<string> GetToolExecutableNames() => ["provision-kms", "provision-kms.exe"];
}
