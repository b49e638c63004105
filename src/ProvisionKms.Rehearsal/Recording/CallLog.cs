using System.Diagnostics;
using System.Globalization;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Recording;

/// <summary>The calls of one run, its virtual clock, and the bounds that it must keep.</summary>
internal sealed class CallLog(ICallAnswerer answerer, RunBounds bounds)
{
    private readonly Lock _gate = new();
    private readonly List<RecordedCall> _calls = [];
    private TimeSpan _now;
    private long _lastSign = Stopwatch.GetTimestamp();

    /// <summary>Why the run must end, or null.</summary>
    public string? Stopped { get; private set; }

    /// <summary>What the answerer threw: ours to throw again.</summary>
    public Exception? Failure { get; private set; }

    public bool MustEnd => Stopped is not null || Failure is not null;

    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Answers a call and gives its place in the log, or null when the run must end instead.</summary>
    public (CallAnswer Answer, int Place)? Begin(ProgramCall call)
    {
        lock (_gate)
        {
            if (MustEnd)
            {
                return null;
            }

            _lastSign = Stopwatch.GetTimestamp();
            if (_calls.Count == bounds.Calls)
            {
                Stopped = $"stopped at the bound of {bounds.Calls} calls, {AfterLastCall()}";
                return null;
            }

            if (Ask(call) is not { } answer)
            {
                return null;
            }

            _calls.Add(new RecordedCall(call, answer.ExitCode, _now));
            _now += answer.Takes;
            if (_now <= bounds.VirtualTime)
            {
                return (answer, _calls.Count - 1);
            }

            Stopped = $"stopped at the bound of {Text(bounds.VirtualTime)} of simulated time, {AfterLastCall()}";
            return null;
        }
    }

    /// <summary>A program that really ran has ended.</summary>
    public void End(int place, int exitCode)
    {
        lock (_gate)
        {
            _lastSign = Stopwatch.GetTimestamp();
            _calls[place] = _calls[place] with { ExitCode = exitCode };
        }
    }

    /// <summary>How long ago the last call was, in real time.</summary>
    public TimeSpan Silence
    {
        get
        {
            lock (_gate)
            {
                return Stopwatch.GetElapsedTime(_lastSign);
            }
        }
    }

    public void Stop(string why)
    {
        lock (_gate)
        {
            Stopped ??= $"{why}, {AfterLastCall()}";
        }
    }

    /// <summary>Ends the run when it has been silent for too long.</summary>
    public void CheckSilence()
    {
        lock (_gate)
        {
            if (!MustEnd && Stopwatch.GetElapsedTime(_lastSign) > bounds.SilentFor)
            {
                Stopped = $"stopped because no program was called for {Text(bounds.SilentFor)}, {AfterLastCall()}";
            }
        }
    }

    /// <summary>Whatever it throws is kept: the run is elsewhere, and must be ended before it is thrown on.</summary>
    private CallAnswer? Ask(ProgramCall call)
    {
        try
        {
            return answerer.Answer(call, _now);
        }
        catch (Exception failure)
        {
            Failure = failure;
            return null;
        }
    }

    /// <summary>Names the program only: the arguments may hold a key.</summary>
    private string AfterLastCall() => _calls.Count == 0 ? "before the first call" : $"after call {_calls.Count} ({_calls[^1].Call.Program})";

    private static string Text(TimeSpan time) => time < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
        : time.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture).TrimStart('0', '.');
}
