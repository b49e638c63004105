using System.Reflection;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Tests;

[assembly: AssemblyFixture(typeof(ProvisionKms.Doors.Tests.PackageFeed))]

namespace ProvisionKms.Doors.Tests;

/// <summary>
/// The packages of this repository in a folder that serves as the only feed, and a package cache of the tests' own:
/// what is tested is what a stranger would install, and an older build in the user's cache cannot take its place.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    private readonly TempFolder _folder = new();

    public PackageFeed()
    {
        string[] arguments = ["pack", Repository.Path("ProvisionKms.sln"), "--no-build", "--nologo", "--configuration", Configuration, "--output", Folder];
        PackingOutput = ProcessRun.Start("dotnet", arguments, Repository.Root).Succeeded().Output;
    }

    /// <summary>Of these tests, and so of what they test.</summary>
    internal static string Configuration { get; } = typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public string PackingOutput { get; }

    public string Folder => _folder["feed"];

    /// <summary>Makes the feed the only source of the packages of a project folder.</summary>
    internal void Serve(TempFolder project) => project.Write("nuget.config", $"""
        <configuration>
          <packageSources><clear /><add key="feed" value="{Folder}" /></packageSources>
        </configuration>
        """);

    internal ProcessRun DotNet(string folder, params string[] arguments) =>
        ProcessRun.Start("dotnet", arguments, folder, Environment);

    /// <summary>Of programs that use the feed.</summary>
    internal IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["NUGET_PACKAGES"] = _folder["cache"] };

    public void Dispose() => _folder.Dispose();
}
