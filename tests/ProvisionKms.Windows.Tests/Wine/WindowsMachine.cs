using ProvisionKms.Imaging.Tests;
using ProvisionKms.Rehearsal.Wine;

[assembly: AssemblyFixture(typeof(ProvisionKms.Windows.Tests.Wine.WindowsMachine))]

namespace ProvisionKms.Windows.Tests.Wine;

/// <summary>
/// One Windows for all tests of this project: a Wine prefix with the stand-in for dismapi.dll in System32, and the tool
/// published for win-x64. Both are made when the first test asks, at the same time.
/// </summary>
public sealed class WindowsMachine : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();
    private readonly Lazy<Task<string>> _tool = new(() => Task.Run(PublishedTool.Make));
    private readonly Lazy<Task<string>> _probe;
    private readonly Lazy<IReadOnlyList<string>> _wine;

    public WindowsMachine()
    {
        _wine = new(SetUp);
        _probe = new(() => _tool.Value.ContinueWith(_ => PublishedTool.MakeProbe(), TaskScheduler.Default));
    }

    public string Prefix => _folder["prefix"];

    public void Dispose()
    {
        foreach (var program in new[] { _tool, _probe }.Where(program => program.IsValueCreated))
        {
            ((IAsyncResult)program.Value).AsyncWaitHandle.WaitOne();
        }

        if (_wine.IsValueCreated)
        {
            MachineProcesses.Of(Prefix).KillAll();
            RemoveServerFolder();
        }

        _folder.Dispose();
    }

    /// <summary>A path of this machine as Windows programs see it.</summary>
    public static string Windows(string path) => "Z:" + path.Replace('/', '\\');

    /// <summary>Makes a folder a share of this machine: <c>\\localhost\NAME</c>.</summary>
    public string Share(string name, string folder)
    {
        _ = Ready();
        var host = Directory.CreateDirectory(Path.Combine(Prefix, "dosdevices", "unc", "localhost")).FullName;
        File.CreateSymbolicLink(Path.Combine(host, name), folder);
        return @"\\localhost\" + name;
    }

    internal WindowsProcess RunTool(WindowsSurroundings surroundings, params string[] arguments)
    {
        _ = Ready();
        return Run(surroundings, [_tool.Value.GetAwaiter().GetResult(), .. arguments]);
    }

    internal WindowsProcess RunProbe(WindowsSurroundings surroundings, params string[] arguments)
    {
        _ = Ready();
        return Run(surroundings, [_probe.Value.GetAwaiter().GetResult(), .. arguments]);
    }

    internal WindowsProcess Run(WindowsSurroundings surroundings, params string[] command) =>
        WindowsProcess.Run([.. Ready(), .. command], Environment(surroundings), surroundings.Folder, s_limit);

    /// <summary>Starts what takes long; skips where something is missing.</summary>
    private IReadOnlyList<string> Ready()
    {
        Prerequisites.Wine();
        _ = _tool.Value;
        return _wine.Value;
    }

    private IReadOnlyList<string> SetUp()
    {
        var wine = Prerequisites.Wine();
        Directory.CreateDirectory(_folder["home"]);
        var bare = WineEnvironment.For(Prefix, _folder["home"], "");
        WindowsProcess.Run([.. wine.Command, "wineboot", "-i"], bare, _folder.Path, s_limit);
        var system = Path.Combine(Prefix, "drive_c", "windows", "system32");
        Assert.True(Directory.Exists(system), "Wine made no prefix");
        File.Copy(Prerequisites.Native("dismapi.dll"), Path.Combine(system, "dismapi.dll"));

        // .NET 10 looks for Windows 10; temporary files go where a test says, which Wine does not take from Linux.
        foreach (var name in (string[])["TEMP", "TMP"])
        {
            Succeed([.. wine.Command, "reg", "add", @"HKCU\Environment", "/v", name, "/t", "REG_EXPAND_SZ", "/d", "%PKMS_TEMP%", "/f"], bare);
        }

        Succeed([.. wine.Command, "winecfg", "-v", "win10"], bare);
        StayOn(wine, bare);
        return wine.Command;
    }

    /// <summary>The start of Wine's server takes longer than that of a program. It bounds what a killed test run leaves behind.</summary>
    private void StayOn(WineInstallation wine, Dictionary<string, string> environment)
    {
        WindowsProcess.Run([wine.Server, "--wait"], environment, _folder.Path, s_limit);
        WindowsProcess.Run([wine.Server, "--persistent=120"], environment, _folder.Path, s_limit);
        Succeed([.. wine.Command, "cmd", "/c", "exit 0"], environment);
    }

    private void Succeed(string[] command, Dictionary<string, string> environment)
    {
        var run = WindowsProcess.Run(command, environment, _folder.Path, s_limit);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', command)}: {run.All}");
    }

    /// <summary>mscoree is not left out here: the loader needs it for assemblies that are not compiled ahead.</summary>
    private Dictionary<string, string> Environment(WindowsSurroundings surroundings)
    {
        var environment = WineEnvironment.For(Prefix, _folder["home"], "");
        environment["WINEDLLOVERRIDES"] = "mshtml,winedbg.exe=;winemenubuilder.exe=d;dismapi=n";

        // Wine 8 maps no memory twice as .NET would have it for code that is written and run: runs end in the finalizer
        // of a dynamic method with "Internal CLR error". https://learn.microsoft.com/dotnet/core/runtime-config/wx
        environment["DOTNET_EnableWriteXorExecute"] = "0";
        foreach (var (name, value) in surroundings.Environment)
        {
            environment[name] = value;
        }

        return environment;
    }

    /// <summary>A wineserver that is killed leaves its socket; Debian's names the folder in a file of the prefix.</summary>
    private void RemoveServerFolder()
    {
        var pointer = Path.Combine(Prefix, "wineserver");
        if (File.Exists(pointer) && File.ReadAllText(pointer).Trim() is { Length: > 5 } name && name.StartsWith("wine-", StringComparison.Ordinal) && !name.Contains('/'))
        {
            var folder = Path.Combine(Path.GetTempPath(), name);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
