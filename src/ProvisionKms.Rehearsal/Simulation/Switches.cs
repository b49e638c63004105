namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>Arguments in the manner of Windows programs: <c>/tn NAME</c>, <c>/set-edition:ID</c>, <c>-r</c>, in any case.</summary>
internal sealed class Switches(IReadOnlyList<string> arguments)
{
    public bool Has(string name) => arguments.Any(a => Is(a, name));

    /// <summary>The argument after <c>/name</c>, or null.</summary>
    public string? After(string name)
    {
        var at = arguments.Take(arguments.Count - 1).ToList().FindIndex(a => Is(a, name));
        return at < 0 ? null : arguments[at + 1];
    }

    /// <summary>What follows the colon of <c>/name:value</c>, or null.</summary>
    public string? Of(string name) => arguments
        .Where(a => a.Length > 0 && a[0] is '/' or '-' && a[1..].StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(a => a[(name.Length + 2)..])
        .LastOrDefault();

    /// <summary>A whole number after <c>/name</c>, or null.</summary>
    public int? Number(string name) => int.TryParse(After(name), out var number) ? number : null;

    private static bool Is(string argument, string name) =>
        argument.Length == name.Length + 1 && argument[0] is '/' or '-' && argument.EndsWith(name, StringComparison.OrdinalIgnoreCase);
}
