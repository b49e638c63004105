namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>An entry of an event log.</summary>
internal sealed record EventEntry(string Log, string Source, string Type, int Id, string Text);

/// <summary>The entries that were written.</summary>
internal sealed class EventLog
{
    private readonly List<EventEntry> _entries = [];

    public IReadOnlyList<EventEntry> Entries => _entries;

    public void Write(EventEntry entry) => _entries.Add(entry);
}
