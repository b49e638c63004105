using ProvisionKms.Catalog;
using ProvisionKms.Cli.Doctor;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli.Json;

/// <summary>What standard output holds when a run fails before it has a result.</summary>
internal sealed record FailureDocument(IReadOnlyList<ReportedDiagnostic> Diagnostics, int ExitCode);

internal sealed record LintDocument(bool Ok, IReadOnlyList<LintedRecipe> Recipes, IReadOnlyList<ReportedDiagnostic> Diagnostics, int ExitCode);

internal sealed record LintedRecipe(string Path, string? Name, bool Ok);

internal sealed record RenderDocument(string Directory, IReadOnlyList<string> Files);

/// <param name="Repaired">The images that --repair brought back to what they were.</param>
/// <param name="Unmounted">The image files that a killed run had left mounted.</param>
internal sealed record DoctorDocument(bool Ok, IReadOnlyList<CheckRow> Checks, IReadOnlyList<string> Repaired, IReadOnlyList<string> Unmounted);

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
