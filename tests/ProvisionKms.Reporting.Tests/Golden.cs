using ProvisionKms.Tests;

namespace ProvisionKms.Reporting.Tests;

/// <summary>Reports that are reviewed like code. PROVISIONKMS_UPDATE_GOLDEN=1 writes them anew instead of comparing.</summary>
internal static class Golden
{
    public static void Matches(string name, string text)
    {
        var file = Repository.Path("tests", "ProvisionKms.Reporting.Tests", "Golden", name);
        if (Environment.GetEnvironmentVariable("PROVISIONKMS_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }
}
