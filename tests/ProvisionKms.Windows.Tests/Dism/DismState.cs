using ProvisionKms.Catalog;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>A DISM of a test's own: its mounts, its keys, what was called. Its folder is the current folder of what runs.</summary>
internal sealed class DismState : IDisposable
{
    private readonly WindowsMachine _machine;
    private readonly TempFolder _folder = new();

    public DismState(WindowsMachine machine)
    {
        _machine = machine;
        Prerequisites.Wine();
        foreach (var name in (string[])["dism/host", "dism/mounts", "temp", "work"])
        {
            Directory.CreateDirectory(_folder[name]);
        }

        File.Copy(Prerequisites.Native("dism-host.sh"), _folder["dism/dism-host.sh"]);
        WriteKeys([]);
    }

    /// <summary>Where the test has its files.</summary>
    public string Work => _folder["work"];

    /// <summary>What Windows has for temporary files.</summary>
    public string Temp => _folder["temp"];

    public string this[string name] => Path.Combine(Work, name);

    public string Transcript => File.Exists(TranscriptFile) ? File.ReadAllText(TranscriptFile) : "";

    /// <summary>What a caller did that it must not do.</summary>
    public IReadOnlyList<string> Complaints => [.. Transcript.Split('\n').Where(line => line.Contains(" ! ", StringComparison.Ordinal))];

    /// <summary>Folders of the mounts that there are now.</summary>
    public IReadOnlyList<string> Mounts => [.. Records.Select(record => File.ReadAllLines(Path.Combine(record, "mount"))[1])];

    public IReadOnlyList<string> Records => Directory.GetDirectories(_folder["dism/mounts"]);

    private string TranscriptFile => _folder["dism/transcript"];

    public static string Windows(string path) => WindowsMachine.Windows(path);

    /// <summary>The test's folder as a share.</summary>
    public string Share() => _machine.Share(Path.GetFileName(_folder.Path), Work);

    public string WindowsPath(string name) => Windows(this[name]);

    /// <summary>Microsoft's public keys, and those that a test gives: <c>key, EditionIDs, first build, last build, channel</c>.</summary>
    public void WriteKeys(IEnumerable<string> more) => File.WriteAllLines(_folder["dism/keys.tsv"],
        WindowsCatalog.Default.Editions.SelectMany(KeysOf).Concat(more));

    /// <summary>An image that is mounted, with one file in it: another program's, or what a killed run left.</summary>
    public void AddMount(string folder, string file, string status)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, file), file);
        var image = this["theirs.wim"];
        var record = Directory.CreateDirectory(_folder[$"dism/mounts/{Path.GetFileName(folder)}"]).FullName;
        File.WriteAllLines(Path.Combine(record, "mount"), [Windows(folder), folder, Windows(image), image, "1", "0"]);
        File.WriteAllText(Path.Combine(record, "baseline"), "");
        File.WriteAllText(Path.Combine(record, "status"), status);
    }

    public void ForgetCalls() => File.Delete(TranscriptFile);

    public WindowsProcess RunTool(string? fault, params string[] arguments) => _machine.RunTool(Surroundings(fault), arguments);

    public WindowsProcess RunTool(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var surroundings = Surroundings(null);
        return _machine.RunTool(surroundings with { Environment = surroundings.Environment.Concat(environment).ToDictionary() }, arguments);
    }

    /// <summary>Runs the driver: one order per argument, see driver.c.</summary>
    public IReadOnlyList<string> Drive(params string[] orders) => DriveWith(null, orders);

    public IReadOnlyList<string> DriveWith(string? fault, params string[] orders) =>
        _machine.Run(Surroundings(fault), [Windows(Prerequisites.Native("driver.exe")), .. orders]).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public WindowsProcess Run(string? fault, params string[] command) => _machine.Run(Surroundings(fault), command);

    public void Dispose() => _folder.Dispose();

    private WindowsSurroundings Surroundings(string? fault)
    {
        var environment = new Dictionary<string, string> { ["DISM_DOUBLE"] = _folder["dism"], ["PKMS_TEMP"] = Windows(Temp) };
        if (fault is not null)
        {
            environment["DISM_DOUBLE_FAULT"] = fault;
        }

        return new WindowsSurroundings(Work, environment);
    }

    private static IEnumerable<string> KeysOf(CatalogEdition edition) =>
        from key in ((ProductKey? Key, string Channel)[])[(edition.KmsKey, "Volume:GVLK"), (edition.AvmaKey, "VT:IA")]
        where key.Key is not null
        from builds in edition.Builds
        select $"{key.Key.Reveal()}\t{string.Join(';', edition.EditionIds)}\t{builds.First}\t{builds.Last}\t{key.Channel}";
}
