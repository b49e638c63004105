namespace ProvisionKms.Tests;

/// <summary>
/// Real files from public projects. They are not shipped with the project: where they are absent, a test skips and says so.
/// </summary>
internal static class Corpus
{
    /// <summary>The corpus folder, or null: PROVISIONKMS_CORPUS, else <c>shared/corpus</c> beside an ancestor of the test binaries.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The files of one part of the corpus, sorted; skips the calling test when there is no corpus.</summary>
    public static IReadOnlyList<string> Files(string part, string pattern = "*", SearchOption depth = SearchOption.TopDirectoryOnly)
    {
        Assert.SkipWhen(Folder is null, "the corpus of real files is not here (set PROVISIONKMS_CORPUS, or put it at ../shared/corpus)");
        return [.. Directory.EnumerateFiles(Path.Combine(Folder!, part), pattern, depth).Order(StringComparer.Ordinal)];
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PROVISIONKMS_CORPUS") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "corpus");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
