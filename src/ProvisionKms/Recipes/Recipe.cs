using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Recipes;

/// <summary>A value and the place in the recipe it came from, so that a later finding can point there.</summary>
public readonly record struct Spanned<T>(T Value, SourceSpan Span);

/// <summary>A recipe that has passed lint: every id is known, every value in range. Paths are absolute.</summary>
/// <param name="File">The recipe file, as it was named.</param>
/// <param name="Product">A catalog id, or null for <c>auto</c>.</param>
/// <param name="Edition">A catalog id within the product, or null for <c>auto</c>.</param>
/// <param name="PlatformId">The platform's id, or null where the recipe gives a KMS host itself.</param>
/// <param name="Kms">The KMS host, from the platform or the recipe; null for methods that need none.</param>
/// <param name="Inject">What goes in; null for all that fit the image.</param>
/// <param name="Templates">A folder whose files replace those of templates/, or null.</param>
public sealed record Recipe(
    string File,
    string Name,
    Spanned<string?> Product,
    Spanned<string?> Edition,
    string? PlatformId,
    Spanned<KmsHost?> Kms,
    Activation Activation,
    IReadOnlySet<Injection>? Inject,
    Spanned<string?> Templates,
    Spanned<string?> ImagePath,
    IndexSelection Indexes,
    Spanned<string?> OutputPath,
    string? HtmlReport,
    string? JsonReport)
{
    /// <summary>Of a virtual disk.</summary>
    public Spanned<DiskOutputFormat> OutputFormat { get; init; }
}

public sealed record Activation(
    ActivationMethod Method,
    ProductKey? Key,
    SourceSpan KeySpan,
    bool ConvertEvaluation,
    int Attempts,
    TimeSpan Interval,
    TimeSpan Deadline,
    bool RetryTask)
{
    /// <summary>A multiple activation key is a secret; the public client keys are not.</summary>
    public bool KeyIsSecret => Key is not null && Method == ActivationMethod.Mak;
}

public enum ActivationMethod
{
    Kms,
    KmsDiscovery,
    ActiveDirectory,
    Avma,
    Mak,
}

public enum Injection
{
    AnswerFile,
    SetupComplete,
    Registry,
}

/// <summary>Which images of the container the recipe means.</summary>
public abstract record IndexSelection
{
    /// <summary>Those that are what <c>product</c> and <c>edition</c> say.</summary>
    public sealed record Match : IndexSelection;

    /// <summary>Every one; one that does not fit is an error.</summary>
    public sealed record All : IndexSelection;

    public sealed record Numbers(IReadOnlyList<Spanned<int>> Values) : IndexSelection;

    public sealed record Names(IReadOnlyList<Spanned<string>> Values) : IndexSelection;
}
