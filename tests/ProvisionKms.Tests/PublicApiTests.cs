namespace ProvisionKms.Tests;

/// <summary>Names that others may call do not change by accident: the difference is reviewed with the code.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_one_on_record()
    {
        var golden = Repository.Path("tests", "ProvisionKms.Tests", "Golden", "PublicApi.txt");
        var api = string.Join('\n', PublicApi.Of(typeof(ProvisionKms.Diagnostics.Codes).Assembly));
        if (Environment.GetEnvironmentVariable("PROVISIONKMS_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            File.WriteAllText(golden, api);
        }

        Assert.Equal(File.ReadAllText(golden), api);
    }
}
