using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;

namespace ProvisionKms.Doors.Tests;

/// <summary>The tool as one file, on a machine that has no .NET.</summary>
public sealed class NativeTests(NativeTool tool) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_needs_the_C_library_and_nothing_else()
    {
        var libraries = ProcessRun.StartOrSkip("binutils", "objdump", "-p", tool.File).Succeeded().Output.Split('\n')
            .Select(line => line.Trim()).Where(line => line.StartsWith("NEEDED", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1].Split(".so")[0]);

        Assert.Subset(new HashSet<string> { "libc", "libm", "libdl", "libpthread", "librt", "ld-linux-x86-64" }, libraries.ToHashSet());
    }

    [Fact]
    public void It_does_the_main_job_without_dotnet()
    {
        new SampleWim(SampleImages.Server2019Standard).Write(_folder["install.wim"]);
        _folder.Write("recipe.yaml", "recipe: 1\nname: test\nplatform: ovh-dedicated\nimage: { path: install.wim }\noutput: { path: out.wim }\nreport: { html: r.html, json: r.json }\n");

        Assert.Contains("N69G4-B89J2-4G8F4-WWYCC-J464C", Run("keys").Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was written", Run("plan", "recipe.yaml").Output, StringComparison.Ordinal);
        Assert.Contains("nothing else changed", Run("apply", "recipe.yaml", "--provenance", "p.json", "--junit", "j.xml").Output, StringComparison.Ordinal);
        Assert.Contains("\"ok\": true", Run("verify", "recipe.yaml", "--image", "out.wim", "--against", "install.wim", "--format", "json").Output, StringComparison.Ordinal);
        Assert.Contains("\"checks\"", ProcessRun.Start(tool.File, ["doctor", "--format", "json"], _folder.Path, NativeTool.Bare).Output, StringComparison.Ordinal);
        Assert.All(new[] { "r.html", "r.json", "p.json", "j.xml" }, file => Assert.True(new FileInfo(_folder[file]).Length > 500));
    }

    private ProcessRun Run(params string[] arguments) => ProcessRun.Start(tool.File, arguments, _folder.Path, NativeTool.Bare).Succeeded();
}
