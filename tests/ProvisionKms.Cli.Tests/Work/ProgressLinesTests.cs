using ProvisionKms.Cli.Terminals;
using ProvisionKms.Cli.Work;
using ProvisionKms.Images;

namespace ProvisionKms.Cli.Tests.Work;

public sealed class ProgressLinesTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void Work_within_a_second_says_nothing()
    {
        var lines = Report((0.0, new("writing", 0, 100 * MiB)), (0.9, new("writing", 100 * MiB, 100 * MiB)));

        Assert.Empty(lines);
    }

    [Fact]
    public void Long_work_says_how_far_how_fast_and_how_long_every_few_seconds()
    {
        var lines = Report(
            (0.0, new("writing", 0, 1000 * MiB)),
            (2.0, new("writing", 200 * MiB, 1000 * MiB)),
            (4.0, new("writing", 400 * MiB, 1000 * MiB)),
            (8.0, new("writing", 800 * MiB, 1000 * MiB)));

        Assert.Equal(
            [
                "writing: 20 %, 200 MiB of 0.98 GiB, 100 MiB/s, 8 s left",
                "writing: 80 %, 800 MiB of 0.98 GiB, 100 MiB/s, 2 s left",
            ],
            lines);
    }

    [Fact]
    public void Work_of_unknown_size_says_how_much_is_done()
    {
        var lines = Report((0.0, new("reading", 0, 0)), (2.0, new("reading", 50 * MiB, 0)));

        Assert.Equal(["reading: 50.0 MiB, 25.0 MiB/s"], lines);
    }

    private static string[] Report(params (double At, WorkProgress Progress)[] reports)
    {
        var clock = new HandClock();
        using var error = new StringWriter();
        var lines = new ProgressLines(new Terminal { Out = TextWriter.Null, Error = error, Clock = clock });
        foreach (var (at, progress) in reports)
        {
            clock.Seconds = at;
            lines.Report(progress);
        }

        return error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class HandClock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(Seconds * 1000);
    }
}
