using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Wim;
using ProvisionKms.Provisioning;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Provisioning;

/// <summary>Apply broken at each of its steps: the source keeps its bytes, and no output appears.</summary>
public sealed class FailureTests
{
    private const string ToOutput = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\noutput: { path: out.wim }\n";
    private const string InPlace = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";

    private static readonly SampleImage Small = SampleImages.Server2019Standard with { FillerFiles = 5 };

    [Theory]
    [InlineData(ToOutput)]
    [InlineData(InPlace)]
    public void A_result_that_lacks_the_edits_is_not_published(string recipe)
    {
        var refused = Break(recipe, Small);
        Assert.Equal(ExitCode.VerificationFailed, refused.ExitCode);
        Assert.Contains(refused.Diagnostics, d => d.Message.Contains(@"missing index 1: registry HKLM\SOFTWARE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ToOutput)]
    [InlineData(InPlace)]
    public void A_result_with_something_else_changed_is_not_published_and_the_change_is_named(string recipe)
    {
        var refused = Break(recipe, Small.WithFile("Windows/System32/added.dll", "x").WithFile("Windows/System32/drivers/etc/hosts", "x"));
        Assert.All(refused.Diagnostics, d => Assert.Equal(Codes.VerificationFailed, d.Code));
        Assert.Contains(refused.Diagnostics, d => d.Message.Contains("added ", StringComparison.Ordinal) && d.Message.Contains("added.dll", StringComparison.Ordinal));
    }

    [Fact]
    public void Cancelled_before_it_is_published_nothing_is_left()
    {
        using var bench = new Bench();
        using var cancelled = new CancellationTokenSource();
        new SampleWim(Small).Write(bench.Folder["install.wim"]);
        var hash = bench.Hash("install.wim");
        var provisioner = new Provisioner(new Opener(result => { cancelled.Cancel(); return result; }), WindowsCatalog.Default);

        Assert.ThrowsAny<OperationCanceledException>(() => provisioner.Apply(bench.Recipe(ToOutput), null, cancelled.Token));

        Assert.Equal(hash, bench.Hash("install.wim"));
        Assert.Equal(["install.wim", "recipe.yaml"], Directory.GetFileSystemEntries(bench.Folder.Path).Select(Path.GetFileName).Order());
    }

    /// <summary>Applies, but what is read back is another image.</summary>
    private static ProvisionException Break(string recipe, SampleImage readBack)
    {
        using var bench = new Bench();
        using var elsewhere = new TempFolder();
        new SampleWim(Small).Write(bench.Folder["install.wim"]);
        var other = new SampleWim(readBack).Write(elsewhere["other.wim"]);
        var hash = bench.Hash("install.wim");
        var provisioner = new Provisioner(new Opener(_ => WimSession.Open(other, ImageAccess.Read)), WindowsCatalog.Default);

        var refused = Assert.Throws<ProvisionException>(() => provisioner.Apply(bench.Recipe(recipe), null, TestContext.Current.CancellationToken));

        Assert.Equal(hash, bench.Hash("install.wim"));
        Assert.Equal(["install.wim", "recipe.yaml"], Directory.GetFileSystemEntries(bench.Folder.Path).Select(Path.GetFileName).Order());
        return refused;
    }

    /// <summary>Real sessions, but for what is opened after the commit.</summary>
    private sealed class Opener(Func<IImageSession, IImageSession> reopen) : IImageOpener
    {
        public IImageSession Open(string path, ImageAccess access) => new Session(WimSession.Open(path, access), reopen);
    }

    private sealed class Session(IImageSession inner, Func<IImageSession, IImageSession> reopen) : IImageSession
    {
        public ImageKind Kind => inner.Kind;

        public string Path => inner.Path;

        public IReadOnlyList<ImageIndex> Indexes => inner.Indexes;

        public IImageTree Tree(ImageIndex index) => inner.Tree(index);

        public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
            new Staged(inner.Commit(output, progress, cancellation), reopen);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Staged(IStagedImage inner, Func<IImageSession, IImageSession> reopen) : IStagedImage
    {
        public IImageSession Reopen()
        {
            var real = inner.Reopen();
            var result = reopen(real);
            if (result != real)
            {
                real.Dispose();
            }

            return result;
        }

        public void Publish() => inner.Publish();

        public void Dispose() => inner.Dispose();
    }
}
