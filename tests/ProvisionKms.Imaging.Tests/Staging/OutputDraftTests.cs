using System.Diagnostics;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Tests.Staging;

public sealed class OutputDraftTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("install.wim", false)]
    [InlineData("install.wim", true)]
    [InlineData("disk.1.vhdx", true)]
    [InlineData("image", true)]
    public void What_a_killed_run_left_beside_an_output_is_found_and_removed(string output, bool keepExtension)
    {
        var name = System.IO.Path.GetFileName(OutputDraft.For(_folder[output], keepExtension).Path);
        var left = _folder.Write(name.Replace($".{Environment.ProcessId}.", $".{ProcessThatHasEnded()}.", StringComparison.Ordinal), "half");
        File.WriteAllText(_folder["other.wim"], "not ours");

        Assert.Equal([_folder[output]], OutputDraft.OutputsWithOne(_folder.Path));
        OutputDraft.RemoveLeftovers(_folder[output]);

        Assert.False(File.Exists(left));
        Assert.True(File.Exists(_folder["other.wim"]));
    }

    private static int ProcessThatHasEnded()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.Id;
    }
}
