using System.Security.Cryptography;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Tests;

namespace ProvisionKms.Doors.Tests;

/// <summary>Every way in makes the same bytes of the same image, recipe and date.</summary>
public sealed class SameBytesTests(PackageFeed feed, NativeTool native) : IDisposable
{
    private const string Date = "1700000000";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Command_line_tool_native_file_MSBuild_and_Cake_agree_to_the_byte()
    {
        new SampleWim(SampleImages.Server2019Standard, SampleImages.Server2019Datacenter) { IntegrityTable = true }.Write(_folder["install.wim"]);
        _folder.Write("recipe.yaml", "recipe: 1\nname: test\nplatform: ovh-public-cloud\nimage: { path: install.wim }\n");
        feed.Serve(_folder);

        ByCommandLine();
        ByTool();
        ByNativeFile();
        ByMSBuild();
        ByCake();

        string[] ways = ["cli", "tool", "native", "msbuild", "cake"];
        var digests = ways.Select(way => $"{way} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder[$"{way}.wim"])))}").ToList();
        Assert.All(digests, digest => Assert.Equal(digests[0].Split(' ')[1], digest.Split(' ')[1]));
        Assert.NotEqual(SHA256.HashData(File.ReadAllBytes(_folder["install.wim"])), SHA256.HashData(File.ReadAllBytes(_folder["cli.wim"])));
    }

    private void ByCommandLine() => Run("dotnet", CliDll, "apply", "recipe.yaml", "--output", "cli.wim");

    private void ByTool()
    {
        Run("dotnet", "tool", "install", "ProvisionKms.Tool", "--tool-path", "tools");
        Run(_folder["tools/provision-kms"], "apply", "recipe.yaml", "--output", "tool.wim");
    }

    private void ByNativeFile() => Run(native.File, "apply", "recipe.yaml", "--output", "native.wim");

    private void ByMSBuild()
    {
        _folder.Write("images.csproj", ImagesProject.With("""<ProvisionImage Include="install.wim" Recipe="recipe.yaml" OutputFile="msbuild.wim" />"""));
        Run("dotnet", "build", "--nologo", "images.csproj");
    }

    private void ByCake()
    {
        var script = _folder.Write("build.cake", $"""
            #addin "nuget:{new Uri(feed.Folder)}?package=Cake.ProvisionKms"
            ProvisionKmsApply("recipe.yaml", new ProvisionKmsSettings().WithOutput("cake.wim"));
            """);
        ProcessRun.Start("dotnet", ["tool", "restore"], Repository.Root).Succeeded();
        ProcessRun.Start("dotnet", ["tool", "run", "dotnet-cake", script, "--settings_skippackageversioncheck=true"], Repository.Root, Environment).Succeeded();
    }

    private static string CliDll => Repository.Path("src", "ProvisionKms.Cli", "bin", PackageFeed.Configuration, "net10.0", "provision-kms.dll");

    private Dictionary<string, string?> Environment => new(feed.Environment) { ["SOURCE_DATE_EPOCH"] = Date };

    private void Run(string program, params string[] arguments) => ProcessRun.Start(program, arguments, _folder.Path, Environment).Succeeded();
}
