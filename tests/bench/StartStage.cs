using ProvisionKms.Samples;

namespace ProvisionKms.Bench;

/// <summary>What a start costs: jobs that are done at once, by the tool as one file of machine code and by the same on .NET.</summary>
internal sealed class StartStage
{
    /// <summary>Below what a person notices.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(50);

    private readonly string _recipe;
    private readonly string _tool;

    private StartStage(string tool, string recipe) => (_tool, _recipe) = (tool, recipe);

    /// <summary>Beside the folder of the tool, where the pipeline compiles it to.</summary>
    public static string NativeOf(string tool) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(tool)!, "..", "native", "provision-kms"));

    public static StartStage Prepare(string tool, string folder)
    {
        SampleImage[] images = [SampleImages.Server2019Standard, SampleImages.Server2019Datacenter];
        new SampleWim(images).Write(Path.Combine(folder, "small.wim"));
        var recipe = Path.Combine(folder, "small.yaml");
        File.WriteAllText(recipe, "recipe: 1\nplatform: ovh-vps\nimage: { path: small.wim }\noutput: { path: never.wim }\n");
        return new StartStage(tool, recipe);
    }

    public Side Keys() => Native("keys");

    public Side Plan() => Native("plan", _recipe);

    public Side KeysOnDotNet() => OnDotNet("keys");

    public Side PlanOnDotNet() => OnDotNet("plan", _recipe);

    private Side Native(params string[] arguments) => new(() => { }, [new Command(NativeOf(_tool), arguments)]);

    private Side OnDotNet(params string[] arguments) => new(() => { }, [new Command("dotnet", [_tool, .. arguments])]);
}
