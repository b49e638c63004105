namespace ProvisionKms.Diagnostics;

/// <summary>Finds what a misspelt name most likely means.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the fewest slips of the finger (a letter missing, added, replaced, or two swapped), or null when
    /// even that is more than a third of the name: a wild guess misleads more than it helps.
    /// </summary>
    public static string? To(string given, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Select(name => (Name: name, Slips: Slips(given.ToUpperInvariant(), name.ToUpperInvariant())))
            .DefaultIfEmpty()
            .MinBy(c => c.Slips);
        return nearest.Name is { } found && nearest.Slips <= Math.Max(1, Math.Max(given.Length, found.Length) / 3) ? found : null;
    }

    /// <summary>Optimal string alignment distance; three rows are enough, since a swap looks back two.</summary>
    private static int Slips(string a, string b)
    {
        // Hostile input may be long; nothing this long is a slip of a name.
        if (Math.Abs(a.Length - b.Length) > 64)
        {
            return int.MaxValue;
        }

        int[] before = [], last = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last) = (last, row);
        }

        return last[b.Length];
    }
}
