using ProvisionKms.Diagnostics;

namespace ProvisionKms.FirstBoot.Carried;

/// <summary>
/// The payload as commands for the specialize pass of an answer file, for a target that is nothing but an answer file.
/// Same payload, same commands. They may be run any number of times: what is written is written afresh, and the block in
/// SetupComplete.cmd is there once.
/// </summary>
public static class CarriedScript
{
    private const string BlockName = "block";

    private const string InstallerName = "install.cmd";

    /// <returns>The commands in their order, or diagnostics with an error.</returns>
    public static CarriedScriptResult Create(IReadOnlyList<PayloadFile> payload)
    {
        // One letter each: the names stand in every statement.
        var files = payload.Select((file, i) => (Name: $"{(char)('a' + i)}", File: file)).ToList();
        var written = files.Select(f => (f.Name, Shown: f.File.Path.Name, f.File.Content))
            .Append((BlockName, BlockName, ScriptBlock.Crlf))
            .Append((InstallerName, InstallerName, CarriedInstaller.Create(files, BlockName)));
        var diagnostics = new DiagnosticBag();
        List<string> commands = [$"{SetupCommands.Shell}mkdir \"{SetupCommands.Workshop}\" 2>nul&exit 0"];
        foreach (var (name, shown, content) in written)
        {
            commands.AddRange(SetupCommands.Write(name, content, out var badLine));
            if (badLine > 0)
            {
                diagnostics.Add(
                    Codes.TemplateNotCarriable, "the line cannot be carried by an answer file", new SourceSpan(shown, badLine, 1),
                    Codes.TemplateNotCarriable.Hint);
            }
        }

        commands.Add(SetupCommands.Run(InstallerName));
        commands.Add($"{SetupCommands.Shell}rd /s /q \"{SetupCommands.Workshop}\"&exit 0");
        return new CarriedScriptResult(diagnostics.HasErrors ? [] : commands, [.. diagnostics]);
    }
}

/// <param name="Commands">Each within the documented length of RunSynchronousCommand's Path; empty when a diagnostic is an error.</param>
public sealed record CarriedScriptResult(IReadOnlyList<string> Commands, IReadOnlyList<Diagnostic> Diagnostics);
