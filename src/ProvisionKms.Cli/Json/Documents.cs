using ProvisionKms.Catalog;
using ProvisionKms.Cli.Doctor;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Json;

/// <summary>What standard output holds when a run fails before it has a result.</summary>
internal sealed record FailureDocument(IReadOnlyList<DiagnosticRow> Diagnostics, int ExitCode);

internal sealed record DiagnosticRow(string Code, string Severity, string Message, string? File, int? Line, int? Column, string? Hint)
{
    public static DiagnosticRow Of(Diagnostic diagnostic)
    {
        var where = diagnostic.Where;
        var placed = where is { Line: > 0 };
        return new DiagnosticRow(
            diagnostic.Code.Id,
            diagnostic.Severity.ToString().ToLowerInvariant(),
            diagnostic.Message,
            where?.File,
            placed ? where?.Line : null,
            placed ? where?.Column : null,
            diagnostic.Hint);
    }
}

internal sealed record DoctorDocument(bool Ok, IReadOnlyList<CheckRow> Checks);

/// <param name="Status"><c>ok</c>, <c>warning</c>, <c>missing</c>.</param>
internal sealed record CheckRow(string Name, string Status, bool Needed, string Found, string? Remedy)
{
    public static CheckRow Of(Check check) => new(check.Name, check.Status, check.Needed, check.Found, check.Problem?.Hint);
}

internal sealed record KeyRow(
    string Product,
    string Edition,
    string Name,
    string Channel,
    string Key,
    IReadOnlyList<string> EditionIds,
    IReadOnlyList<string> Builds,
    string Source)
{
    /// <summary>An edition has up to one key per channel; an evaluation has none and is converted.</summary>
    public static IEnumerable<KeyRow> Of(CatalogEdition edition)
    {
        if (edition.KmsKey is { } kms)
        {
            yield return Of(edition, "kms", kms, edition.KmsKeySource);
        }

        if (edition.AvmaKey is { } avma)
        {
            yield return Of(edition, "avma", avma, edition.AvmaKeySource);
        }
    }

    private static KeyRow Of(CatalogEdition edition, string channel, ProductKey key, string? source) => new(
        edition.Product,
        edition.Id,
        edition.FullName,
        channel,
        key.Reveal(),
        edition.EditionIds,
        [.. edition.Builds.Select(b => b.ToString())],
        source ?? edition.Source);
}

internal sealed record PlatformRow(string Id, string Name, string KmsHost, int KmsPort, string Source)
{
    public static PlatformRow Of(Platform platform) => new(
        platform.Id,
        $"{platform.Provider}: {platform.Name}",
        platform.Kms.Name,
        platform.Kms.Port,
        platform.Source);
}
