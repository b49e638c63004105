using System.Diagnostics;
using ProvisionKms.Diagnostics;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.Wine;

/// <summary>The cache is tried with templates that take no Wine to make; one is really made by the tests of machines.</summary>
public sealed class PrefixTemplateTests : IDisposable
{
    private static readonly IReadOnlyList<TemplateEntry> s_entries = [new("drive_c", null), new("drive_c/file", [1, 2, 3]), new("drive_c/empty", [])];

    private readonly TempFolder _folder = new();
    private int _built;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_template_is_made_once()
    {
        var first = Get();
        var second = Get();

        Assert.Equal(1, _built);
        Assert.Equal(["drive_c", "drive_c/file", "drive_c/empty"], second.Select(e => e.Path));
        Assert.Equal([null, [1, 2, 3], []], second.Select(e => e.Content));
        Assert.Equal(first.Select(e => e.Path), second.Select(e => e.Path));
    }

    [Fact]
    public void The_folder_is_for_this_user_alone()
    {
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Get();

        Assert.True(OperatingSystem.IsLinux() && File.GetUnixFileMode(_folder.Path("cache")) == Private);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(60)]
    public void A_damaged_template_is_made_anew(int length)
    {
        Get();
        var file = Cache.FileOf(Wine);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);

        Get();
        Get();

        Assert.Equal(2, _built);
    }

    [Fact]
    public void An_altered_template_is_made_anew()
    {
        Get();
        var content = File.ReadAllBytes(Cache.FileOf(Wine));
        content[^20] ^= 1;
        File.WriteAllBytes(Cache.FileOf(Wine), content);

        Get();

        Assert.Equal(2, _built);
    }

    [Fact]
    public void A_template_of_another_user_is_not_trusted()
    {
        Get();
        ChangeOwner(Cache.FileOf(Wine));

        Get();
        Get();

        Assert.Equal(2, _built);
    }

    [Fact]
    public void A_cache_folder_of_another_user_is_refused()
    {
        Get();
        ChangeOwner(_folder.Path("cache"));

        var failure = Assert.Throws<ProvisionException>(Get);

        Assert.Equal(Codes.CacheFolderUnusable, failure.Diagnostics[0].Code);
        Assert.Contains("belongs to another user", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_folder_that_cannot_be_made_is_a_diagnostic_with_a_remedy()
    {
        Machines.Require();
        File.WriteAllText(_folder.Path("cache"), "a file");

        var failure = Assert.Throws<ProvisionException>(Get);

        Assert.Equal(ExitCode.MachineLacksSomething, failure.ExitCode);
        Assert.Equal(Codes.CacheFolderUnusable, failure.Diagnostics[0].Code);
        Assert.Contains("XDG_CACHE_HOME", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_at_the_same_time_make_it_once()
    {
        Machines.Require();
        Parallel.For(0, 4, _ => Cache.GetOrBuild(Wine, SlowBuild, CancellationToken.None));

        Assert.Equal(1, _built);
    }

    [Fact]
    public void A_run_that_waits_for_another_can_be_cancelled()
    {
        Machines.Require();
        using var cancel = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Cache.GetOrBuild(
            Wine,
            () =>
            {
                cancel.CancelAfter(100);
                return Cache.GetOrBuild(Wine, SlowBuild, cancel.Token);
            },
            CancellationToken.None));
        Assert.Equal(0, _built);
    }

    [Fact]
    public async Task A_run_that_is_killed_while_it_makes_the_template_does_not_stop_the_next()
    {
        Machines.Require();
        Directory.CreateDirectory(_folder.Path("cache"));
        var file = Cache.FileOf(Wine);
        File.WriteAllText(file + ".new", "half a templ");
        using var other = Process.Start("sh", ["-c", $"exec 9>>'{file}.lock'; flock 9; exec sleep 60"]);
        while (!File.Exists(file + ".lock"))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Task.Delay(200, TestContext.Current.CancellationToken);
        var mine = Task.Run(Get, TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.False(mine.IsCompleted);
        other.Kill();

        Assert.Equal(3, (await mine).Count);
        Assert.Equal([file, file + ".lock"], Directory.GetFiles(_folder.Path("cache")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_failed_run_leaves_does_not_stop_the_next()
    {
        Machines.Require();
        Assert.Throws<InvalidOperationException>(() => Cache.GetOrBuild(Wine, () => throw new InvalidOperationException(), CancellationToken.None));

        Get();

        Assert.Equal(1, _built);
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path("cache")), f => f.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public void A_Wine_that_makes_no_prefix_is_quoted_and_nothing_is_left()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a shell script");
        _folder.WriteProgram("wine", "[ \"$1\" = --version ] && { echo wine-99.0; exit; }; echo boom >&2; exit 3");
        _folder.WriteProgram("wineserver", "");
        var wine = WineInstallation.Find(_folder.Root, onLinux: true);

        var failure = Assert.Throws<ProvisionException>(() => PrefixTemplate.Ensure(wine, Cache, null, CancellationToken.None));

        Assert.Equal(Codes.WineUnusable, failure.Diagnostics[0].Code);
        Assert.Contains("wineboot ended with 3: boom", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Cache.FileOf(wine)));
    }

    private TemplateCache Cache => new(_folder.Path("cache"));

    private static WineInstallation Wine => WineInstallation.Find();

    private IReadOnlyList<TemplateEntry> Get()
    {
        Machines.Require();
        return Cache.GetOrBuild(
            Wine,
            () =>
            {
                _built++;
                return s_entries;
            },
            CancellationToken.None);
    }

    private IReadOnlyList<TemplateEntry> SlowBuild()
    {
        Interlocked.Increment(ref _built);
        Thread.Sleep(300);
        return s_entries;
    }

    private static void ChangeOwner(string path)
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a file to another user");
        using var chown = Process.Start("chown", ["65534", path]);
        chown.WaitForExit();
    }
}
