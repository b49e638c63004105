using System.Diagnostics;
using System.Text;

namespace ProvisionKms.Tests.FirstBoot.Wine;

[CollectionDefinition(nameof(WineCollection))]
public sealed class WineCollection : ICollectionFixture<WinePrefix>;

/// <summary>
/// A throw-away Windows made by Wine, once per test run. Its only drive is the temporary folder: Wine's links to the
/// machine's own file system and home folder are taken away before anything runs in it.
/// </summary>
public sealed class WinePrefix : IDisposable
{
    private const string NoMonoNoGecko = "mscoree,mshtml=;winemenubuilder.exe=d";

    /// <summary>Spelled as Wine spells it: the machine below tells upper and lower case apart.</summary>
    internal const string PayloadFolder = @"C:\windows\Setup\Scripts\ProvisionKms";

    private static readonly Lazy<string[]> s_fixedAddresses = new(() =>
        HostTool.Find("setarch") is { } setarch && HostTool.Run(Quiet(setarch, "-R", "true"), "", TimeSpan.FromSeconds(20)).ExitCode == 0 ? [setarch, "-R"] : []);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wine-prefix-");
    private bool _ready;

    /// <summary>The host path of a path on drive C:.</summary>
    internal string HostPath(string windowsPath) =>
        Path.Combine([_folder.FullName, "prefix", "drive_c", .. windowsPath.Replace(@"C:\", "", StringComparison.OrdinalIgnoreCase).Split('\\')]);

    internal void Write(string windowsPath, byte[] content)
    {
        var path = HostPath(windowsPath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    internal void Write(string windowsPath, string text) => Write(windowsPath, Encoding.Latin1.GetBytes(text));

    internal string Read(string windowsPath) =>
        File.Exists(HostPath(windowsPath)) ? Encoding.Latin1.GetString(File.ReadAllBytes(HostPath(windowsPath))) : "";

    internal void Delete(string windowsPath)
    {
        var path = HostPath(windowsPath);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Makes the prefix, or skips the calling test when there is no Wine.</summary>
    internal void Require()
    {
        if (_ready)
        {
            return;
        }

        Assert.SkipWhen(HostTool.Find("wine") is null, "needs Wine to run cmd.exe (Debian packages wine and wine64)");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "home"));
        var boot = Run("wineboot", ["-i"]);
        Assert.SkipUnless(File.Exists(HostPath(@"C:\windows\system32\cmd.exe")), $"Wine cannot make a prefix here: wineboot ended with {boot.ExitCode}: {boot.Output}");
        Isolate();
        // Stays for a minute after each run, for starting it anew costs a second; not for ever, should the tests be killed.
        Run("wineserver", ["--kill"]);
        Run("wineserver", ["--persistent=60"]);
        _ready = true;
    }

    /// <summary>Runs a batch file, or another command line, by cmd.exe.</summary>
    /// <param name="nativePrograms">Programs in System32 that the test put there itself, such as <c>ping.exe</c>: Wine prefers its own otherwise.</param>
    internal (int ExitCode, string Output) RunBatch(string command, string input = "", params string[] nativePrograms) =>
        Run("wine", ["cmd", "/c", .. command.Split(' ')], input, nativePrograms);

    internal (int ExitCode, string Output) RunProgram(string path) => Run("wine", [path]);

    public void Dispose()
    {
        if (_ready)
        {
            Run("wineserver", ["--kill"]);
            Run("wineserver", ["--wait"]);
        }

        _folder.Delete(recursive: true);
    }

    private void Isolate()
    {
        foreach (var link in Directory.GetFileSystemEntries(Path.Combine(_folder.FullName, "prefix", "dosdevices")).Where(f => Path.GetFileName(f) != "c:"))
        {
            File.Delete(link);
        }

        var links = new DirectoryInfo(HostPath(@"C:\")).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(f => f.LinkTarget is not null);
        foreach (var link in links.ToList())
        {
            link.Delete();
        }
    }

    private static ProcessStartInfo Quiet(string program, params string[] arguments) =>
        new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

    private (int ExitCode, string Output) Run(string program, string[] arguments, string input = "", string[]? nativePrograms = null)
    {
        // At random addresses Wine fails to start about one process in two thousand; containers may forbid fixed ones.
        List<string> command = [.. s_fixedAddresses.Value, HostTool.Find(program) ?? program, .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
            WorkingDirectory = _ready ? HostPath(@"C:\") : _folder.FullName,
        };
        start.Environment["WINEPREFIX"] = Path.Combine(_folder.FullName, "prefix");
        start.Environment["HOME"] = Path.Combine(_folder.FullName, "home");
        start.Environment["WINEDEBUG"] = "-all";
        start.Environment["WINEDLLOVERRIDES"] = nativePrograms is { Length: > 0 } ? $"{string.Join(',', nativePrograms)}=n;{NoMonoNoGecko}" : NoMonoNoGecko;
        start.Environment.Remove("DISPLAY");
        return HostTool.Run(start, input, TimeSpan.FromMinutes(2));
    }
}
