using System.Text.RegularExpressions;
using ProvisionKms.Cli.Terminals;
using ProvisionKms.Cli.Work;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Cli.Tests.Work;

public sealed partial class ProgressBarTests
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
    public void Rate_and_remaining_time_are_shown_and_no_line_is_wider_than_the_terminal()
    {
        var (_, error) = Watch(progress =>
        {
            for (var done = 1L; done <= 30; done++)
            {
                progress.Report(new WorkProgress("writing", done << 20, 60 << 20));
                Thread.Sleep(100);
            }

            return 0;
        }, columns: 64);

        var drawn = Escape().Replace(error, "").Split('\n', '\r').Select(line => line.TrimEnd()).ToList();
        Assert.Contains(drawn, line => Usual().IsMatch(line));
        Assert.All(drawn, line => Assert.True(line.Length <= 64, line));
    }

    [Fact]
    public void A_failure_comes_out_as_it_was_thrown() =>
        Assert.Throws<ProvisionException>(() => Watch(_ => throw new ProvisionException(Codes.CommitFailed, "no room")));

    private static (int Result, string Error) Watch(Func<IProgress<WorkProgress>, int> work, int columns = Terminal.WidthWhenRedirected)
    {
        using var error = new StringWriter();
        var terminal = new Terminal { Out = TextWriter.Null, Error = error, ErrorIsTerminal = true, Columns = columns };
        return (new ProgressBar(terminal).Run(work), error.ToString());
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();

    /// <summary>What is done, the bar, percent, rate, time left: the numbers are the machine's.</summary>
    [GeneratedRegex(@"^writing +[━╸╺ -]+ +\d+% +\d+([.,]\d+)? [KM]i?B/s +00:00:\d\d$")]
    private static partial Regex Usual();
}
