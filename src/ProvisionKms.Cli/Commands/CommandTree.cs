using System.CommandLine;
using ProvisionKms.Cli.Usage;

namespace ProvisionKms.Cli.Commands;

/// <summary>The commands, in the order in which a user meets them.</summary>
internal static class CommandTree
{
    /// <summary>
    /// No response files: an argument that begins with @ is a path like any other. No bundling: there are no one-letter options.
    /// </summary>
    public static ParserConfiguration Parser { get; } = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static RootCommand Create(CommonOptions common)
    {
        var root = new RootCommand("Makes an offline Windows image activate itself at first boot.")
        {
            new InspectCommand(),
            new PlanCommand(),
            new ApplyCommand(),
            new VerifyCommand(),
            new RenderCommand(),
            new RehearseCommand(),
            new LintCommand(),
            new MatrixCommand(),
            new KeysCommand(),
            new PlatformsCommand(),
            new DoctorCommand(),
            new CompletionCommand(),
        };
        root.HelpName = "provision-kms";
        common.AddTo(root);
        return root;
    }
}
