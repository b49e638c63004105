namespace ProvisionKms.Tests;

/// <summary>The checkout that the tests were built from: they read sources, recipes and documentation too.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The C# files below a folder, generated ones not included.</summary>
    public static IEnumerable<string> Sources(params string[] parts) => Below("*.cs", parts);

    public static IEnumerable<string> Projects(params string[] parts) => Below("*.csproj", parts);

    private static IEnumerable<string> Below(string pattern, string[] parts) =>
        Directory.EnumerateFiles(Path(parts), pattern, SearchOption.AllDirectories)
            .Where(file => !System.IO.Path.GetRelativePath(Root, file).Split(System.IO.Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "ProvisionKms.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("these tests run from within a checkout of the repository");
    }
}
