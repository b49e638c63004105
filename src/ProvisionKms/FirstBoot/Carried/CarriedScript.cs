using ProvisionKms.Diagnostics;

namespace ProvisionKms.FirstBoot.Carried;

/// <summary>
/// The payload as commands for the specialize pass of an answer file, for a target that is nothing but an answer file.
/// Same payload, same commands. They may be run any number of times: what is written is written afresh, and the block in
/// SetupComplete.cmd is there once.
/// </summary>
public static class CarriedScript
{
    /// <returns>The commands in their order, or diagnostics with an error.</returns>
    public static CarriedScriptResult Create(IReadOnlyList<PayloadFile> payload)
    {
        // One letter each, for the names stand in every statement.
        var files = payload.Select((file, i) => (Name: $"{(char)('a' + i)}", File: file)).ToList();
        const string block = "y";
        const string installer = "z.cmd";
        var diagnostics = new DiagnosticBag();
        var written = files.Select(f => (f.Name, Shown: f.File.Path.Name, f.File.Content))
            .Append((Name: block, Shown: block, Content: ScriptBlock.Crlf))
            .Append((Name: installer, Shown: installer, Content: CarriedInstaller.Create(files, block)))
            .Select(f => Statements(f.Name, f.Shown, f.Content, diagnostics));
        string[] commands =
        [
            $"{SetupCommands.Shell}mkdir \"{SetupCommands.Workshop}\" 2>nul&exit 0",
            .. SetupCommands.Pack(written),
            SetupCommands.Run(installer),
            $"{SetupCommands.Shell}rd /s /q \"{SetupCommands.Workshop}\"&exit 0",
        ];
        return new CarriedScriptResult(diagnostics.HasErrors ? [] : commands, [.. diagnostics]);
    }

    private static IReadOnlyList<string> Statements(string name, string shown, byte[] content, DiagnosticBag diagnostics)
    {
        var statements = SetupCommands.Statements(name, content, out var badLine);
        if (badLine > 0)
        {
            diagnostics.Add(
                Codes.TemplateNotCarriable, "the line cannot be carried by an answer file", new SourceSpan(shown, badLine, 1),
                Codes.TemplateNotCarriable.Hint);
        }

        return statements;
    }
}

/// <param name="Commands">Each within the documented length of RunSynchronousCommand's Path; empty when a diagnostic is an error.</param>
public sealed record CarriedScriptResult(IReadOnlyList<string> Commands, IReadOnlyList<Diagnostic> Diagnostics);
