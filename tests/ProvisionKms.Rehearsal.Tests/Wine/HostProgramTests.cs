using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.Wine;

/// <summary>What programs print reaches us whole, however busy this process is and whatever they leave behind.</summary>
public sealed class HostProgramTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task All_that_a_program_printed_is_there_while_every_thread_of_the_pool_is_busy()
    {
        using var free = new ManualResetEventSlim();
        var busy = Enumerable.Range(0, 64).Select(_ => Task.Run(free.Wait, TestContext.Current.CancellationToken)).ToArray();
        try
        {
            var (exitCode, output) = Run("echo first; echo second >&2; exit 3");

            Assert.Equal((3, "first\nsecond\n"), (exitCode, output));
        }
        finally
        {
            free.Set();
            await Task.WhenAll(busy);
        }
    }

    [Fact]
    public void What_stays_in_the_background_with_the_pipe_open_is_not_waited_for() =>
        Assert.Equal((0, "done\n"), Run("(sleep 30; echo late) & echo done"));

    [Fact]
    public void What_goes_on_printing_in_the_background_does_not_hold_up_the_end()
    {
        var (exitCode, output) = Run("echo done; yes & sleep 0.2");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("done\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_ended_at_the_limit() => Assert.Equal(-1, Run("exec sleep 100", TimeSpan.FromMilliseconds(100)).ExitCode);

    private static (int ExitCode, string Output) Run(string script, TimeSpan? limit = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "runs a shell, as rehearsals do on Linux");
        return HostProgram.Run(["/bin/sh", "-c", script], WineEnvironment.Bare, limit ?? s_limit, TestContext.Current.CancellationToken);
    }
}
