using System.Diagnostics;

namespace ProvisionKms.Cli.Tests.Commands;

/// <summary>Completion, asked of the shells themselves.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Bash_completes_commands_options_and_platforms()
    {
        const string Ask = """
            eval "$(provision-kms completion bash)"
            ask() { COMP_LINE=$1; COMP_POINT=${#1}; read -ra COMP_WORDS <<<"$1"; [[ $1 != *' ' ]] || COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _provision_kms; echo "${COMPREPLY[*]}"; }
            ask 'provision-kms reh'
            ask 'provision-kms apply --prov'
            ask 'provision-kms apply r.yaml --platform ovh-d'
            ask 'provision-kms keys --channel a'
            """;

        Assert.Equal("rehearse\n--provenance\novh-dedicated\navma\n", Shell("bash", "-c", Ask));
    }

    [Fact]
    public void Fish_completes_commands_and_platforms() => Assert.Equal(
        "rehearse\novh-dedicated\n",
        Shell("fish", "--no-config", "-c", "provision-kms completion fish | source; complete -C 'provision-kms reh'; complete -C 'provision-kms apply r.yaml --platform ovh-d'"));

    [Fact]
    public void Zsh_reads_the_script() =>
        Assert.Equal("_provision_kms\n", Shell("zsh", "-f", "-c", "autoload -U compinit; compinit -D; eval \"$(provision-kms completion zsh)\"; echo $_comps[provision-kms]"));

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public void Every_script_asks_the_tool_itself(string shell) =>
        Assert.Contains("[suggest:", CliRun.Of("completion", shell).Out, StringComparison.Ordinal);

    [Fact]
    public void Another_shell_is_refused_with_those_that_are_known()
    {
        var run = CliRun.Of("completion", "tcsh");

        Assert.Equal(2, (int)run.ExitCode);
        Assert.Contains("PKMS1103: SHELL does not accept 'tcsh'; it accepts bash, fish, powershell, zsh", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Shell(string shell, params string[] arguments)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, shell)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null || OperatingSystem.IsWindows(), $"no {shell} (Debian: apt-get install {shell})");
        var tool = _folder.Path("provision-kms");
        File.WriteAllText(tool, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "provision-kms.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(found!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.Root}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOME"] = _folder.Root;
        return CliProcess.Run(start).Out;
    }
}
