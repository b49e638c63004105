using System.Collections.Concurrent;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Work;

/// <summary>What could not be cleaned up; it must not hide how the work itself ended.</summary>
internal sealed class Leftovers : IProgress<Diagnostic>
{
    private readonly ConcurrentQueue<Diagnostic> _found = new();

    public IReadOnlyCollection<Diagnostic> Found => _found;

    public void Report(Diagnostic value) => _found.Enqueue(value);
}
