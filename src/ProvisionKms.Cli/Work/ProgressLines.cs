using System.Globalization;
using ProvisionKms.Cli.Terminals;
using ProvisionKms.Images;

namespace ProvisionKms.Cli.Work;

/// <summary>For logs: a line now and then instead of a bar, none at all for work that is done within a second.</summary>
internal sealed class ProgressLines(Terminal terminal) : IProgress<WorkProgress>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly long _begun = terminal.Clock.GetTimestamp();
    private string? _activity;
    private long _activityBegun;
    private long _doneBefore;
    private long? _lastLine;

    public void Report(WorkProgress value)
    {
        lock (_lock)
        {
            var clock = terminal.Clock;
            var now = clock.GetTimestamp();
            if (_activity != value.Activity)
            {
                (_activity, _activityBegun, _doneBefore) = (value.Activity, now, value.Done);
            }

            if (clock.GetElapsedTime(_begun, now) < s_patience ||
                (_lastLine is { } last && clock.GetElapsedTime(last, now) < s_pause))
            {
                return;
            }

            _lastLine = now;
            terminal.Error.WriteLine(Line(value, clock.GetElapsedTime(_activityBegun, now)));
        }
    }

    private string Line(WorkProgress progress, TimeSpan elapsed)
    {
        var activity = PlainText.Of(progress.Activity);
        if (progress.Unit is { } unit)
        {
            return $"{activity}: {progress.Done} of {progress.Total} {unit}";
        }

        var rate = elapsed.TotalSeconds > 0.5 ? (progress.Done - _doneBefore) / elapsed.TotalSeconds : 0;
        var speed = rate > 0 ? $", {ByteSize.Of((long)rate)}/s" : "";
        if (progress.Total <= 0)
        {
            return progress.Done > 0 ? $"{activity}: {ByteSize.Of(progress.Done)}{speed}" : activity;
        }

        var percent = (100.0 * progress.Done / progress.Total).ToString("0", CultureInfo.InvariantCulture);
        var left = rate > 0
            ? $", {Math.Ceiling((progress.Total - progress.Done) / rate).ToString("0", CultureInfo.InvariantCulture)} s left"
            : "";
        return $"{activity}: {percent} %, {ByteSize.Of(progress.Done)} of {ByteSize.Of(progress.Total)}{speed}{left}";
    }
}
