using ProvisionKms.Imaging.Tests;
using ProvisionKms.Tests;

namespace ProvisionKms.Doors.Tests;

/// <summary>build.sh on machines that lack something: a PATH of our own takes the machine's programs away.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_clean_for_shellcheck() =>
        ProcessRun.StartOrSkip("shellcheck", "shellcheck", Repository.Path("build.sh"), Repository.Path(".ci", "run")).Succeeded();

    [Fact]
    public void A_machine_without_apt_is_told_the_packages()
    {
        Machine("dotnet");

        var run = Build("--target=Test");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("wimtools: wimlib-imagex judges the images that we write", run.Output, StringComparison.Ordinal);
        Assert.Contains("no apt-get here", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Calls("dotnet"), call => call.Contains("tool", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_missing_is_installed_in_one_call_without_fetching_lists()
    {
        Machine("dotnet", "apt-get", "sudo");

        Build("--target=Test").Succeeded();

        var call = Assert.Single(Calls("apt-get"));
        Assert.Contains("install --no-install-recommends", call, StringComparison.Ordinal);
        Assert.Contains(" wimtools ", call, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_fetched_once_where_the_first_try_fails()
    {
        Machine("dotnet", "sudo");
        Program("apt-get", $"grep --quiet update {_folder["calls"]}");

        Build("--target=Test").Succeeded();

        Assert.Equal(["install", "update", "install"], Calls("apt-get").Select(c => c.Split(' ').First(word => word is "install" or "update")));
    }

    [Fact]
    public void An_apt_that_fails_ends_with_its_last_words_and_the_packages()
    {
        Machine("dotnet", "sudo");
        Program("apt-get", "echo 'E: Unable to locate package'; exit 100");

        var run = Build("--target=Test");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("E: Unable to locate package", run.Output, StringComparison.Ordinal);
        Assert.Contains("Needed are:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_dotnet_is_told_where_to_get_it()
    {
        Machine("apt-get");

        var run = Build();

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("the .NET 10 SDK is needed", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("install.wim", "'install.wim' is no option")]
    [InlineData("--recipe", "--recipe needs a value")]
    public void A_mistake_in_the_arguments_is_exit_2(string argument, string message)
    {
        var run = ProcessRun.Start("bash", [Repository.Path("build.sh"), argument], _folder.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Output, StringComparison.Ordinal);
    }

    private string[] Calls(string program) =>
        [.. File.ReadLines(_folder["calls"]).Where(call => call.StartsWith(program, StringComparison.Ordinal))];

    private ProcessRun Build(params string[] arguments) => ProcessRun.Start(
        "bash", [Repository.Path("build.sh"), .. arguments], _folder.Path, new Dictionary<string, string?> { ["PATH"] = _folder["bin"] });

    /// <summary>A PATH with what every system has, and programs that only note that they were called.</summary>
    private void Machine(params string[] programs)
    {
        foreach (var name in (string[])["bash", "dirname", "grep", "sed", "env", "mktemp", "rm", "tail", "touch"])
        {
            var found = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists);
            Assert.SkipWhen(found is null, $"{name} is not on the PATH of this machine");
            Directory.CreateDirectory(_folder["bin"]);
            File.CreateSymbolicLink(_folder[$"bin/{name}"], found!);
        }

        foreach (var name in programs)
        {
            Program(name, name == "sudo" ? "\"$@\"" : "");
        }
    }

    private void Program(string name, string script)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("build.sh is for Linux; its twin is build.ps1");
            return;
        }

        var path = _folder.Write($"bin/{name}", $"#!{_folder["bin/bash"]}\necho \"{name} $*\" >>{_folder["calls"]}\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
