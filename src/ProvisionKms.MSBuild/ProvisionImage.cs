using System;
using System.Diagnostics;
using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ProvisionKms.MSBuild;

/// <summary>
/// Runs <c>provision-kms apply</c>. The tool prints its diagnostics in MSBuild's canonical form, so ToolTask turns them
/// into errors and warnings of the build, with file, line and code.
/// </summary>
public sealed class ProvisionImage : ToolTask
{
    /// <summary>provision-kms.dll of this package.</summary>
    [Required]
    public string Tool { get; set; } = "";

    [Required]
    public ITaskItem Recipe { get; set; } = null!;

    [Required]
    public ITaskItem Image { get; set; } = null!;

    [Required]
    public ITaskItem Output { get; set; } = null!;

    public string? Platform { get; set; }

    public string? Backend { get; set; }

    private Process? _process;

    /// <summary>Progress and findings, which a build shows unless it is told to be quiet.</summary>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.High;

    /// <summary>The result, for who wants to read more.</summary>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Normal;

    public override void Cancel()
    {
        if (_process is { } running)
        {
            ToolProcess.Stop(running);
        }

        base.Cancel();
    }

    protected override Process StartToolProcess(Process proc) => _process = base.StartToolProcess(proc);

    protected override string ToolName => Path.DirectorySeparatorChar == '\\' ? "dotnet.exe" : "dotnet";

    /// <summary>The host that runs this build; under .NET Framework there is none, and PATH is asked.</summary>
    protected override string GenerateFullPathToTool() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : ToolName;

    protected override string GenerateCommandLineCommands()
    {
        var line = new CommandLineBuilder();
        line.AppendFileNameIfNotNull(Tool);
        line.AppendSwitch("apply");
        line.AppendFileNameIfNotNull(Recipe.GetMetadata("FullPath"));
        line.AppendSwitchIfNotNull("--image ", Image.GetMetadata("FullPath"));
        line.AppendSwitchIfNotNull("--output ", Output.GetMetadata("FullPath"));
        if (Platform is { Length: > 0 })
        {
            line.AppendSwitchIfNotNull("--platform ", Platform);
        }

        if (Backend is { Length: > 0 })
        {
            line.AppendSwitchIfNotNull("--backend ", Backend);
        }

        return line.ToString();
    }
}
