using ProvisionKms.Cli.Terminals;
using ProvisionKms.Cli.Work;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Cli.Tests.Work;

public sealed class ProgressBarTests
{
    [Fact]
    public void Quick_work_draws_nothing()
    {
        var (result, error) = Watch(_ => 42);

        Assert.Equal((42, ""), (result, error));
    }

    [Fact]
    public void Long_work_draws_a_bar_with_what_is_done()
    {
        var (_, error) = Watch(progress =>
        {
            for (var i = 1; i <= 16; i++)
            {
                progress.Report(new WorkProgress("writing [x]", i * 1000L, 20000));
                Thread.Sleep(100);
            }

            return 0;
        });

        Assert.Contains("writing [x]", error, StringComparison.Ordinal);
        Assert.Contains('%', error);
    }

    [Fact]
    public void A_failure_comes_out_as_it_was_thrown() =>
        Assert.Throws<ProvisionException>(() => Watch(_ => throw new ProvisionException(Codes.CommitFailed, "no room")));

    private static (int Result, string Error) Watch(Func<IProgress<WorkProgress>, int> work)
    {
        using var error = new StringWriter();
        var terminal = new Terminal { Out = TextWriter.Null, Error = error, ErrorIsTerminal = true };
        return (new ProgressBar(terminal, color: false).Run(work), error.ToString());
    }
}
