using ProvisionKms.Diagnostics;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>The Wine of this machine.</summary>
public sealed class WineInstallation
{
    /// <summary>Debian keeps the 64-bit program here; its `wine` would rather take a 32-bit one that is there too.</summary>
    private const string DebianProgram = "/usr/lib/wine/wine64";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private WineInstallation(IReadOnlyList<string> command, string server, string fullVersion)
    {
        Command = command;
        Server = server;
        FullVersion = fullVersion;
    }

    /// <summary>As Wine tells it, such as <c>8.0</c>.</summary>
    public string Version => FullVersion.Split(' ')[0].Replace("wine-", "", StringComparison.Ordinal);

    /// <summary>With what the distribution adds.</summary>
    internal string FullVersion { get; }

    /// <summary>What runs a program of 64-bit Windows, without that program.</summary>
    internal IReadOnlyList<string> Command { get; }

    internal string Server { get; }

    /// <exception cref="ProvisionException">This machine has no Wine that works (exit code 4); says what to install.</exception>
    public static WineInstallation Find() => Find(Environment.GetEnvironmentVariable("PATH") ?? "", OperatingSystem.IsLinux());

    internal static WineInstallation Find(string searchPath, bool onLinux)
    {
        if (!onLinux)
        {
            throw new ProvisionException(Codes.RehearsalNeedsLinux, "a rehearsal needs Linux with Wine", hint: Codes.RehearsalNeedsLinux.Hint);
        }

        var folders = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var program = OnPath(folders, "wine64") ?? OnPath(folders, "wine");
        var server = OnPath(folders, "wineserver");
        if (program is null || server is null)
        {
            throw new ProvisionException(Codes.WineMissing, $"a rehearsal runs in Wine, and {(program is null ? "wine" : "wineserver")} is not on the PATH",
                hint: Codes.WineMissing.Hint);
        }

        if (Path.GetDirectoryName(program) == "/usr/bin" && File.Exists(DebianProgram))
        {
            program = DebianProgram;
        }

        var (exitCode, output) = Ask([program, "--version"]);
        var version = output.Trim();
        return exitCode == 0 && version.StartsWith("wine-", StringComparison.Ordinal)
            ? new WineInstallation([.. FixedAddresses(folders), program], server, version)
            : throw new ProvisionException(Unusable($"{program} --version ended with {exitCode}", output));
    }

    /// <summary>
    /// Where Linux gives a process its addresses at random, and Wine's preloader is not installed, one process in some
    /// thousand finds the addresses taken that it needs, and does not start. Containers may forbid the remedy.
    /// </summary>
    private static string[] FixedAddresses(string[] folders) =>
        OnPath(folders, "setarch") is { } setarch && Ask([setarch, "-R", "/bin/true"]).ExitCode == 0 ? [setarch, "-R"] : [];

    private static (int ExitCode, string Output) Ask(string[] command) =>
        HostProgram.Run(command, WineEnvironment.Bare, s_limit, CancellationToken.None);

    internal static Diagnostic Unusable(string what, string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var said = lines.Length == 0 ? "" : $": {string.Join(" / ", lines.TakeLast(3))}";
        return new Diagnostic(Codes.WineUnusable, what + said, Hint: Codes.WineUnusable.Hint);
    }

    private static string? OnPath(string[] folders, string name) =>
        folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
