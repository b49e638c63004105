namespace ProvisionKms.Generate;

internal static class Repository
{
    /// <summary>The nearest folder above this program that holds the solution.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ProvisionKms.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("ProvisionKms.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
