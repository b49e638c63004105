using System.Buffers.Binary;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Dism;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Tests.Dism;

public sealed class DismImageTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void An_ESD_is_refused_before_DISM_is_asked_with_the_command_that_converts_it()
    {
        var header = new byte[208];
        "MSWIM\0\0\0"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), 0xE00);
        _temp.Write("install.esd", header);

        var error = Assert.Throws<ProvisionException>(() =>
            DismImage.Read(_temp["install.esd"], ImageKind.Wim, new DismSurroundings(null, null, CancellationToken.None)));

        var finding = Assert.Single(error.Diagnostics);
        Assert.Equal(Codes.EsdNotMountable, finding.Code);
        Assert.Contains("dism /Export-Image", finding.Hint, StringComparison.Ordinal);
        Assert.Equal(ExitCode.ImageUnusable, error.ExitCode);
    }

    [Theory]
    [InlineData("install.wim")]
    [InlineData("disk.vhdx")]
    [InlineData("no-extension")]
    public void A_draft_may_keep_the_extension_and_is_found_and_removed_all_the_same(string name)
    {
        using var draft = OutputDraft.For(_temp[name], keepExtension: true);
        Assert.EndsWith(Path.GetExtension(name), draft.Path, StringComparison.Ordinal);
        File.WriteAllText(draft.Path, "new");
        Assert.Equal([_temp[name]], OutputDraft.OutputsWithOne(_temp.Path));

        OutputDraft.RemoveLeftovers(_temp[name]);
        Assert.True(File.Exists(draft.Path), "its process is alive");

        var killed = draft.Path.Replace($".{Environment.ProcessId}.", $".{int.MaxValue}.", StringComparison.Ordinal);
        File.Move(draft.Path, killed);
        OutputDraft.RemoveLeftovers(_temp[name]);
        Assert.False(File.Exists(killed));
    }
}
