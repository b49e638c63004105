using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;

namespace ProvisionKms.Doors.Tests;

/// <summary>A project of a stranger, who has nothing but the package.</summary>
public sealed class MSBuildTests(PackageFeed feed) : IDisposable
{
    private const string Recipe = "recipe: 1\nname: test\nproduct: auto\nedition: auto\nplatform: ovh-dedicated\n";

    private readonly TempFolder _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_build_provisions_its_images_once_and_clean_takes_them_away()
    {
        Project(Recipe);
        new SampleWim(SampleImages.Server2019Standard).Write(_project["install.wim"]);

        Build().Succeeded();

        var output = _project["out/install.wim"];
        var files = ProcessRun.StartOrSkip("wimtools", "wimlib-imagex", "dir", output, "1").Succeeded().Output;
        Assert.Contains("/Windows/Setup/Scripts/SetupComplete.cmd", files, StringComparison.Ordinal);

        var written = File.GetLastWriteTimeUtc(output);
        Build().Succeeded();
        Assert.Equal(written, File.GetLastWriteTimeUtc(output));

        Build("-t:Rebuild").Succeeded();
        Assert.NotEqual(written, File.GetLastWriteTimeUtc(output));

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
        Project(Recipe);
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
        Assert.Contains("error PKMS1102: ProvisionImage 'other.wim' has no Recipe", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_in_no_language_compiles_nothing_and_provisions()
    {
        Project(Recipe);
        File.Move(_project["images.csproj"], _project["images.proj"]);
        new SampleWim(SampleImages.Server2019Standard).Write(_project["install.wim"]);

        feed.DotNet(_project.Path, "build", "--nologo", "images.proj").Succeeded();

        Assert.Contains("kms.ovh.net", Settings("out/install.wim"), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_project.Path, "*.dll", SearchOption.AllDirectories));
    }

    [Fact]
    public void Two_images_with_one_output_are_an_error_of_the_build()
    {
        Project(Recipe, """<ProvisionImage Include="a.wim;b.wim" Recipe="recipe.yaml" OutputFile="out/x.wim" />""");

        var build = Build();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error PKMS1111: two ProvisionImage items have the same OutputFile: a.wim -> out/x.wim, b.wim -> out/x.wim", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_platform_makes_the_output_anew_though_no_file_is_newer()
    {
        Project(Recipe);
        new SampleWim(SampleImages.Server2019Standard).Write(_project["install.wim"]);
        Build().Succeeded();

        Build("-p:Where=ovh-vps").Succeeded();

        Assert.Contains("kms.cloud.ovh.net", Settings("out/install.wim"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_has_changed_or_gone_makes_the_output_anew()
    {
        Project(Recipe + "templates: own\n", """<ProvisionImage Include="install.wim" Recipe="recipe.yaml" OutputFile="out/install.wim" AdditionalInputs="own/*.cmd" />""");
        new SampleWim(SampleImages.Server2019Standard).Write(_project["install.wim"]);
        _project.Write("own/Activate.cmd", "@rem first\r\n");
        Build().Succeeded();
        Assert.Contains("rem first", InFirstBoot("out/install.wim", "Activate.cmd"), StringComparison.Ordinal);

        _project.Write("own/Activate.cmd", "@rem second\r\n");
        Build().Succeeded();

        Assert.Contains("rem second", InFirstBoot("out/install.wim", "Activate.cmd"), StringComparison.Ordinal);

        File.Delete(_project["own/Activate.cmd"]);
        Build().Succeeded();

        Assert.DoesNotContain("rem second", InFirstBoot("out/install.wim", "Activate.cmd"), StringComparison.Ordinal);
    }

    [Fact]
    public void Eight_images_are_made_side_by_side_and_returned_as_items()
    {
        Project(Recipe, string.Concat(Enumerable.Range(1, 8).Select(n => $"<ProvisionImage Include=\"{n}.wim\" Recipe=\"recipe.yaml\" OutputFile=\"out/{n}.wim\" />")), """
              <Target Name="Tell" AfterTargets="ProvisionImages">
                <Message Importance="high" Text="made: @(ProvisionedImage, ' ') of @(ProvisionedImage->'%(Recipe)')" />
              </Target>
            """);
        new SampleWim(SampleImages.Server2019Standard).Write(_project["1.wim"]);
        foreach (var n in Enumerable.Range(2, 7))
        {
            File.Copy(_project["1.wim"], _project[$"{n}.wim"]);
        }

        var build = Build("-m:4");

        build.Succeeded();
        Assert.Contains($"made: {string.Join(' ', Enumerable.Range(1, 8).Select(n => $"out/{n}.wim"))} of recipe.yaml;", build.Output, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 8), n => Assert.Contains("kms.ovh.net", Settings($"out/{n}.wim"), StringComparison.Ordinal));

        var written = Enumerable.Range(1, 8).Select(n => File.GetLastWriteTimeUtc(_project[$"out/{n}.wim"])).ToList();
        Build("-m:4").Succeeded();
        Assert.Equal(written, Enumerable.Range(1, 8).Select(n => File.GetLastWriteTimeUtc(_project[$"out/{n}.wim"])));
    }

    [Fact]
    public void A_build_that_is_stopped_leaves_nothing_behind()
    {
        Project(Recipe);
        new SampleWim(SampleImages.Server2019Standard with { FillerFiles = 20_000 }).Write(_project["install.wim"]);
        feed.DotNet(_project.Path, "restore").Succeeded();

        // In a session of its own: only the build itself is told, and has to tell the tool.
        var script = $$"""
            setsid env --default-signal=INT dotnet build --nologo --no-restore & build=$!
            until [ -n "$(find out -name '*.provision-kms*' 2>/dev/null)" ] || ! kill -0 $build; do sleep 0.02; done
            kill -INT $build; wait $build
            """;
        var build = ProcessRun.Start("bash", ["-c", script], _project.Path, feed.Environment);

        Assert.NotEqual(0, build.ExitCode);
        Assert.False(File.Exists(_project["out/install.wim"]), build.Output);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_project.Path, "*", SearchOption.AllDirectories), f => Path.GetFileName(f).Contains(".provision-kms", StringComparison.Ordinal));
    }

    private ProcessRun Build(params string[] arguments) => feed.DotNet(_project.Path, ["build", "--nologo", .. arguments]);

    private string Settings(string wim) => InFirstBoot(wim, "settings.ini");

    private string InFirstBoot(string wim, string file) => ProcessRun.StartOrSkip(
        "wimtools", "wimlib-imagex", "extract", _project[wim], "1", $"/Windows/Setup/Scripts/ProvisionKms/{file}", "--to-stdout").Succeeded().Output;

    private void Project(string recipe, string images = """<ProvisionImage Include="install.wim" Recipe="recipe.yaml" OutputFile="out/install.wim" Platform="$(Where)" />""", string more = "")
    {
        feed.Serve(_project);
        _project.Write("recipe.yaml", recipe);
        _project.Write("images.csproj", ImagesProject.With(images, more));
    }
}
