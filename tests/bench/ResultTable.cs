namespace ProvisionKms.Bench;

/// <summary>Runs sides in turn, so that a machine whose speed drifts drifts for both, and prints medians.</summary>
internal sealed class ResultTable(int runs)
{
    public bool AllWithin { get; private set; } = true;

    public void Compare(string ourName, Side ours, string peerName, Side peer, double bound)
    {
        _ = Measure.Of(ours);
        _ = Measure.Of(peer);
        var pairs = Enumerable.Range(0, runs).Select(_ => (Ours: Measure.Of(ours), Peer: Measure.Of(peer))).ToList();
        var ratio = Median(pairs.Select(p => p.Ours.Time / p.Peer.Time));
        Print(ourName, [.. pairs.Select(p => p.Ours)]);
        Print(peerName, [.. pairs.Select(p => p.Peer)]);
        Judge($"ratio, pair by pair: {ratio:F2}", $"{bound:F2}", ratio <= bound);
    }

    public void Absolute(string name, Side side, TimeSpan bound)
    {
        _ = Measure.Of(side);
        var measures = Enumerable.Range(0, runs).Select(_ => Measure.Of(side)).ToList();
        Print(name, measures);
        Judge($"median: {Median(measures.Select(m => m.Time.TotalSeconds)):F2} s", $"{bound.TotalSeconds:F2} s", Median(measures.Select(m => m.Time.TotalSeconds)) <= bound.TotalSeconds);
    }

    private static void Print(string name, IReadOnlyList<Measure> measures)
    {
        var seconds = measures.Select(m => m.Time.TotalSeconds).ToList();
        Console.WriteLine($"  {name,-68} {Median(seconds),7:F2} s  ({seconds.Min():F2} to {seconds.Max():F2})  peak {measures.Max(m => m.PeakBytes) >> 20,5} MiB");
    }

    private void Judge(string what, string bound, bool within)
    {
        AllWithin &= within;
        Console.WriteLine($"    {what}, at most {bound}: {(within ? "within" : "EXCEEDED")}");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
