using ProvisionKms.Catalog;

namespace ProvisionKms.AnswerFiles;

/// <summary>What an answer file shall say about the product key.</summary>
/// <param name="Key">The key. An edition that must have none (an evaluation) has no such request: see <see cref="AnswerFileMerge.ReadKeys"/>.</param>
/// <param name="Architectures">Of the image, such as <c>amd64</c>; empty when it is not known. Those that the file itself names are served too.</param>
/// <param name="InstallMedia">True for autounattend.xml: Setup on install media takes the key from the windowsPE pass as well.</param>
public sealed record AnswerFileRequest(ProductKey Key, IReadOnlyList<string> Architectures, bool InstallMedia)
{
    /// <summary>Other keys that fit the edition: one of these that is there already is kept.</summary>
    public IReadOnlyCollection<ProductKey> FittingKeys { get; init; } = [];

    internal bool Fits(ProductKey? key) => key is not null && (key == Key || FittingKeys.Contains(key));
}
