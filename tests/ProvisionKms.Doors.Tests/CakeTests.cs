using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Tests;

namespace ProvisionKms.Doors.Tests;

/// <summary>A Cake script of a stranger, who has nothing but the packages.</summary>
public sealed class CakeTests(PackageFeed feed) : IDisposable
{
    private const string Recipe = "recipe: 1\nname: test\nproduct: auto\nedition: auto\nplatform: ovh-public-cloud\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_script_plans_applies_and_verifies_by_alias()
    {
        new SampleWim(SampleImages.Server2019Datacenter).Write(_folder["install.wim"]);

        var run = Cake(Recipe, """
            var settings = new ProvisionKmsSettings().WithImage("install.wim").WithOutput("out/install.wim").WithValue("activation.attempts", "3");
            ProvisionKmsPlan("recipe.yaml", settings);
            ProvisionKmsApply("recipe.yaml", settings.WithProvenance("out/provenance.json").WithJUnitReport("out/apply.xml"));
            var check = new ProvisionKmsSettings { Image = "out/install.wim", Against = "install.wim" };
            check.Set["activation.attempts"] = "3";
            ProvisionKmsVerify("recipe.yaml", check);
            """);

        run.Succeeded();
        Assert.Contains("kms.cloud.ovh.net", run.Output, StringComparison.Ordinal);
        Assert.All(new[] { "install.wim", "provenance.json", "apply.xml" }, file => Assert.True(File.Exists(_folder[$"out/{file}"])));
    }

    [Fact]
    public void A_script_chooses_the_backend()
    {
        var run = Cake(Recipe, """
            try
            {
                ProvisionKmsPlan("recipe.yaml", new ProvisionKmsSettings { Image = "install.wim", Backend = "nonesuch" });
            }
            catch (CakeException e)
            {
                System.Console.WriteLine($"exit code {e.ExitCode}");
            }
            """);

        Assert.Contains("PKMS1103: --backend does not accept 'nonesuch'", run.Output, StringComparison.Ordinal);
        Assert.Contains("exit code 2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_carries_the_exit_code_of_the_tool()
    {
        var run = Cake(Recipe.Replace("ovh-public-cloud", "ovh-privat-cloud", StringComparison.Ordinal), """
            try
            {
                ProvisionKmsApply("recipe.yaml");
            }
            catch (CakeException e)
            {
                System.Console.WriteLine($"exit code {e.ExitCode}");
            }
            """);

        Assert.Contains("recipe.yaml(5,11): error PKMS1004:", run.Output, StringComparison.Ordinal);
        Assert.Contains("exit code 2", run.Output, StringComparison.Ordinal);
    }

    private ProcessRun Cake(string recipe, string script)
    {
        feed.Serve(_folder);
        _folder.Write("recipe.yaml", recipe);
        var file = _folder.Write("build.cake", $"""
            #addin "nuget:{new Uri(feed.Folder)}?package=Cake.ProvisionKms"
            {script}
            """);
        // Where Cake looks for tools; `#tool dotnet:?package=ProvisionKms.Tool` does the same.
        feed.DotNet(_folder.Path, "tool", "install", "ProvisionKms.Tool", "--tool-path", "tools").Succeeded();
        // Cake itself is the one of this repository.
        ProcessRun.Start("dotnet", ["tool", "restore"], Repository.Root).Succeeded();
        return ProcessRun.Start("dotnet", ["tool", "run", "dotnet-cake", file, "--settings_skippackageversioncheck=true"], Repository.Root);
    }
}
