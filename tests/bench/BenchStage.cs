using ProvisionKms.Samples;

namespace ProvisionKms.Bench;

/// <summary>
/// A four-edition install.wim of realistic size, and both sides' ways to do the same to it. The peers put in the very
/// files that ours puts in, taken from a provisioned copy.
/// </summary>
internal sealed class BenchStage
{
    public const int FilesPerImage = 90_000;
    public const long HiveBytes = 75L << 20;

    private const string Hive = "/Windows/System32/config/SOFTWARE";
    private const string Scripts = "/Windows/Setup/Scripts";

    private readonly string _tool;
    private readonly string _folder;
    private readonly IReadOnlyList<string> _files;

    private BenchStage(string tool, string folder)
    {
        (_tool, _folder) = (tool, folder);
        _files = TakePayload();
    }

    private string Pristine => Path.Combine(_folder, "pristine.wim");

    private string Work => Path.Combine(_folder, "work.wim");

    public static BenchStage Prepare(string tool, string folder)
    {
        var pristine = Path.Combine(folder, "pristine.wim");
        if (!File.Exists(pristine))
        {
            Console.WriteLine("making the image …");
            var images = SampleImages.Server2019.Select(i => i with { FillerFiles = FilesPerImage, SoftwareHiveBytes = HiveBytes });
            new SampleWim([.. images]).Write(pristine + ".new");
            File.Move(pristine + ".new", pristine);
        }

        KeyManagement.Write(folder);
        return new BenchStage(tool, folder);
    }

    public Side Apply(bool registry) => new(ResetWork, [Ours("apply", WriteRecipe(registry))]);

    public Side Inspect() => new(() => { }, [Ours("inspect", Pristine)]);

    public Side InspectQuick() => new(() => { }, [Ours("inspect", Pristine, "--quick")]);

    public Side ExtractHives() => new(() => { }, [.. Indexes(i => Extract(i, Pristine))]);

    public Side Update() => new(ResetWork, [.. Indexes(i => UpdateImage(i, withHive: false))]);

    public Side Pipeline() => new(ResetWork,
    [
        .. Enumerable.Range(1, 4).SelectMany(i => (Command[])
        [
            Extract(i, Work),
            new("hivexregedit", ["--merge", "--prefix", @"HKEY_LOCAL_MACHINE\SOFTWARE", HiveOf(i), Path.Combine(_folder, "kms.reg")]),
            UpdateImage(i, withHive: true),
        ]),
    ]);

    private static IEnumerable<Command> Indexes(Func<int, Command> command) => Enumerable.Range(1, 4).Select(command);

    private string HiveOf(int index) => Path.Combine(_folder, $"{index}", "SOFTWARE");

    private Command Extract(int index, string wim) =>
        new("wimlib-imagex", ["extract", wim, $"{index}", Hive, $"--dest-dir={Path.Combine(_folder, $"{index}")}", "--no-acls"]);

    private Command UpdateImage(int index, bool withHive)
    {
        var lines = _files.Select(path => $"add '{InFolder(path)}' '{path}'");
        return new Command("wimlib-imagex", ["update", Work, $"{index}"],
            string.Join('\n', withHive ? lines.Append($"add '{HiveOf(index)}' '{Hive}'") : lines) + "\n");
    }

    private Command Ours(params string[] arguments) => new("dotnet", [_tool, .. arguments]);

    private void ResetWork() => File.Copy(Pristine, Work, overwrite: true);

    private string WriteRecipe(bool registry)
    {
        var path = Path.Combine(_folder, registry ? "registry.yaml" : "files.yaml");
        File.WriteAllText(path, $$"""
            recipe: 1
            name: bench
            product: auto
            edition: auto
            platform: ovh-dedicated
            inject: [answer-file, setup-complete{{(registry ? ", registry" : "")}}]
            image: { path: work.wim }

            """);
        return path;
    }

    private string InFolder(string path) => Path.Combine(_folder, "payload", Path.GetFileName(path));

    /// <summary>Provisions once, and takes out what has been put in.</summary>
    private List<string> TakePayload()
    {
        ResetWork();
        _ = Measure.Of(new Side(() => { }, [Ours("apply", WriteRecipe(registry: false))]));
        string[] payload = ["Activate.cmd", "Status.vbs", "Licensing.ps1", "errors.txt", "settings.ini"];
        string[] paths = ["/Windows/Panther/unattend.xml", $"{Scripts}/SetupComplete.cmd", .. payload.Select(name => $"{Scripts}/ProvisionKms/{name}")];
        var extracts = paths.Select(p => new Command("wimlib-imagex", ["extract", Work, "1", p, $"--dest-dir={Path.Combine(_folder, "payload")}", "--no-acls"]));
        _ = Measure.Of(new Side(() => { }, [.. extracts]));
        return [.. paths];
    }
}
