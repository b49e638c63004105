using ProvisionKms.Windows.Tests.Dism;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Cli;

/// <summary>Names of files as Windows has them: with blanks, in other alphabets, longer than 260 characters, on a share.</summary>
public sealed class PathTests(WindowsMachine machine) : IDisposable
{
    private static readonly Lazy<byte[]> s_image = new(() => WindowsSamples.Wim(WindowsSamples.Standard));
    private static readonly string s_long = string.Join('/', Enumerable.Range(0, 8).Select(n => new string((char)('a' + n), 45)));

    private readonly DismState _dism = new(machine);

    public void Dispose() => _dism.Dispose();

    public static TheoryData<string, string> Folders => new()
    {
        { "with blanks", "My Images (x86) & more" },
        { "with a percent sign, a comma and quotes of Unix", "100%TEMP%, it's" },
        { "in other alphabets", "\u00dcbersicht \u0438\u043c\u044f \u540d\u524d" },
        { "longer than 260 characters", s_long },
    };

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_may_be_named(string kind, string folder)
    {
        Prepare(folder, "inst\u00e4ll image.wim");

        var apply = _dism.RunTool((string?)null, "apply", _dism.WindowsPath($"{folder}/recipe.yaml"));
        Assert.True(apply.ExitCode == 0, $"{kind}: {apply.All}");
        var verify = _dism.RunTool((string?)null, "verify", _dism.WindowsPath($"{folder}/recipe.yaml"), "--image", _dism.WindowsPath($"{folder}/out put/r\u00e9sult.wim"),
            "--against", _dism.WindowsPath($"{folder}/inst\u00e4ll image.wim"));

        Assert.True(verify.ExitCode == 0, verify.All);
        AssertDone(_dism[$"{folder}/out put/r\u00e9sult.wim"]);
    }

    [Fact]
    public void All_of_it_may_be_on_a_share()
    {
        Prepare("shared", "install.wim");
        var share = _dism.Share();

        var apply = _dism.RunTool((string?)null, "apply", share + @"\shared\recipe.yaml");

        Assert.True(apply.ExitCode == 0, apply.All);
        AssertDone(_dism["shared/out put/r\u00e9sult.wim"]);
    }

    [Fact]
    public void In_place_in_a_long_folder()
    {
        Prepare(s_long, "install.wim");

        var apply = _dism.RunTool((string?)null, "apply", _dism.WindowsPath($"{s_long}/recipe.yaml"), "--in-place");

        Assert.True(apply.ExitCode == 0, apply.All);
        AssertDone(_dism[$"{s_long}/install.wim"]);
    }

    [Fact]
    public void Output_shows_names_of_other_alphabets_in_UTF_8()
    {
        const string Folder = "\u00dcbersicht \u0438\u043c\u044f";
        Prepare(Folder, "install.wim");

        var inspect = _dism.RunTool((string?)null, "inspect", _dism.WindowsPath($"{Folder}/install.wim"), "--format", "json");

        Assert.True(inspect.ExitCode == 0, inspect.All);
        Assert.EndsWith($@"\{Folder}\install.wim", System.Text.Json.JsonDocument.Parse(inspect.Out).RootElement.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Contains(Folder, _dism.RunTool((string?)null, "inspect", _dism.WindowsPath($"{Folder}/install.wim")).Out, StringComparison.Ordinal);
        Assert.Contains(Folder, _dism.RunTool((string?)null, "inspect", _dism.WindowsPath($"{Folder}/absent.wim")).Error, StringComparison.Ordinal);
    }

    private void Prepare(string folder, string image)
    {
        Directory.CreateDirectory(_dism[folder]);
        File.WriteAllBytes(_dism[$"{folder}/{image}"], s_image.Value);
        File.WriteAllText(_dism[$"{folder}/recipe.yaml"], RecipeTexts.Plain.Replace("install.wim }\noutput", $"{image} }}\noutput", StringComparison.Ordinal)
            .Replace("out/install.wim", "out put/r\u00e9sult.wim", StringComparison.Ordinal));
    }

    private void AssertDone(string wim)
    {
        Assert.Contains("/Windows/Setup/Scripts/SetupComplete.cmd", WimTree.Of(wim, 1).Keys);
        Assert.Empty(_dism.Mounts);
        Assert.Empty(_dism.Complaints);
        Assert.Empty(Directory.GetFileSystemEntries(_dism.Temp));
    }
}
