using System.Runtime.InteropServices;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Tests;

[assembly: AssemblyFixture(typeof(ProvisionKms.Doors.Tests.NativeTool))]

namespace ProvisionKms.Doors.Tests;

/// <summary>The tool as one file of machine code; compiled when the first test wants it, which takes a minute.</summary>
public sealed class NativeTool : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lazy<string> _file;

    public NativeTool() => _file = new(Compile);

    /// <summary>The file, alone in a folder.</summary>
    public string File => _file.Value;

    /// <summary>Of a machine without .NET.</summary>
    internal static IReadOnlyDictionary<string, string?> Bare => new Dictionary<string, string?> { ["PATH"] = "/usr/bin:/bin", ["DOTNET_ROOT"] = "/nonexistent", ["DOTNET_HOST_PATH"] = null };

    public void Dispose() => _folder.Dispose();

    private string Compile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the tool is compiled for Linux here");
        Assert.SkipUnless(System.IO.File.Exists("/usr/include/zlib.h"), "nothing to link with (Debian: apt-get install gcc zlib1g-dev)");
        string[] arguments =
        [
            "publish", Repository.Path("src", "ProvisionKms.Cli"), "--nologo", "--configuration", PackageFeed.Configuration, "--runtime", RuntimeInformation.RuntimeIdentifier,
            "-p:PublishAot=true", "--output", _folder["published"],
        ];
        var run = ProcessRun.Start("dotnet", arguments, Repository.Root).Succeeded();
        Assert.DoesNotContain("warning", run.Output, StringComparison.OrdinalIgnoreCase);
        Directory.CreateDirectory(_folder["alone"]);
        System.IO.File.Move(_folder["published/provision-kms"], _folder["alone/provision-kms"]);
        return _folder["alone/provision-kms"];
    }
}
