using System.Collections;

namespace ProvisionKms.Diagnostics;

/// <summary>Collects findings, so that a user sees all of them and not only the first.</summary>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];

    public int Count => _items.Count;

    public bool HasErrors => _items.Exists(d => d.Severity == Severity.Error);

    public void Add(Diagnostic diagnostic) => _items.Add(diagnostic);

    public void Add(DiagnosticCode code, string message, SourceSpan? where = null, string? hint = null) =>
        _items.Add(new Diagnostic(code, message, where, hint));

    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _items.AddRange(diagnostics);

    /// <summary>Stops with everything that was found, when anything of it is an error.</summary>
    /// <exception cref="ProvisionException">At least one finding is an error.</exception>
    public void ThrowIfErrors()
    {
        if (HasErrors)
        {
            throw new ProvisionException(_items);
        }
    }

    public IEnumerator<Diagnostic> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
