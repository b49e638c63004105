namespace ProvisionKms.Cli.Tests;

/// <summary>
/// Transcripts that are reviewed like code. PROVISIONKMS_UPDATE_GOLDEN=1 writes them anew instead of comparing.
/// </summary>
internal static class Golden
{
    public static void Matches(string name, string text)
    {
        var file = Path.Combine(Folder, $"{name}.txt");
        if (Environment.GetEnvironmentVariable("PROVISIONKMS_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, text.ReplaceLineEndings("\n"));
            return;
        }

        Assert.True(File.Exists(file), $"there is no transcript {file}; PROVISIONKMS_UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), text.ReplaceLineEndings("\n"));
    }

    private static string Folder => Path.Combine(RepositoryRoot, "tests", "ProvisionKms.Cli.Tests", "Golden");

    /// <summary>The tests run from a folder inside the repository; its solution file marks the top.</summary>
    public static string RepositoryRoot { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("the tests run outside of the repository")
        : File.Exists(Path.Combine(folder.FullName, "ProvisionKms.sln")) ? folder.FullName
        : Find(folder.Parent);
}
