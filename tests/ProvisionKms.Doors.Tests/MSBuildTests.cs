using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;

namespace ProvisionKms.Doors.Tests;

/// <summary>A project of a stranger, who has nothing but the package.</summary>
public sealed class MSBuildTests(PackageFeed feed) : IDisposable
{
    private readonly TempFolder _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_build_provisions_its_images_once_and_clean_takes_them_away()
    {
        Project("recipe: 1\nname: test\nproduct: auto\nedition: auto\nplatform: ovh-dedicated\n");
        new SampleWim(SampleImages.Server2019Standard).Write(_project["install.wim"]);

        Build().Succeeded();

        var output = _project["out/install.wim"];
        var files = ProcessRun.StartOrSkip("wimtools", "wimlib-imagex", "dir", output, "1").Succeeded().Output;
        Assert.Contains("/Windows/Setup/Scripts/SetupComplete.cmd", files, StringComparison.Ordinal);

        var written = File.GetLastWriteTimeUtc(output);
        Build().Succeeded();
        Assert.Equal(written, File.GetLastWriteTimeUtc(output));

        feed.DotNet(_project.Path, "clean").Succeeded();
        Assert.False(File.Exists(output));
        Assert.True(File.Exists(_project["install.wim"]));
    }

    [Fact]
    public void A_mistake_in_the_recipe_is_an_error_of_the_build_at_its_line_and_column()
    {
        Project("recipe: 1\nname: test\nproduct: auto\nedition: auto\nplatform: ovh-dedicted\n");
        new SampleWim(SampleImages.Server2019Standard with { FillerFiles = 0 }).Write(_project["install.wim"]);

        var build = Build();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("recipe.yaml(5,11): error PKMS1004:", build.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_project["out/install.wim"]));
    }

    [Theory]
    [InlineData("<PropertyGroup><ProvisionKmsBackend>nonesuch</ProvisionKmsBackend></PropertyGroup>")]
    [InlineData("<ItemGroup><ProvisionImage Update=\"install.wim\" Backend=\"nonesuch\" /></ItemGroup>")]
    public void The_backend_is_chosen_for_all_images_or_for_one(string choice)
    {
        Project("recipe: 1\nname: test\nproduct: auto\nedition: auto\nplatform: ovh-dedicated\n");
        new SampleWim(SampleImages.Server2019Standard with { FillerFiles = 0 }).Write(_project["install.wim"]);
        _project.Write("Directory.Build.targets", $"<Project>{choice}</Project>");

        var build = Build();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("PKMS1103: --backend does not accept 'nonesuch'", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_without_a_recipe_is_an_error_of_the_build()
    {
        Project("");
        _project.Write("Directory.Build.targets", """<Project><ItemGroup><ProvisionImage Remove="@(ProvisionImage)" /><ProvisionImage Include="other.wim" /></ItemGroup></Project>""");

        var build = Build();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("was not given a value for the required parameter \"Recipe\"", build.Output, StringComparison.Ordinal);
    }

    private ProcessRun Build() => feed.DotNet(_project.Path, "build", "--nologo");

    private void Project(string recipe)
    {
        feed.Serve(_project);
        _project.Write("recipe.yaml", recipe);
        _project.Write("images.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ProvisionKms.MSBuild" Version="*" PrivateAssets="all" />
                <ProvisionImage Include="install.wim" Recipe="recipe.yaml" OutputFile="out/install.wim" />
              </ItemGroup>
            </Project>
            """);
    }
}
