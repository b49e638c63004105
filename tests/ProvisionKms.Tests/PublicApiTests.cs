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

        var differences = api.Split('\n').Except(File.ReadLines(golden)).Select(l => $"+ {l}")
            .Concat(File.ReadLines(golden).Except(api.Split('\n')).Select(l => $"- {l}"));
        Assert.True(File.ReadAllText(golden) == api,
            $"the public API changed; PROVISIONKMS_UPDATE_GOLDEN=1 puts it on record:\n{string.Join('\n', differences)}");
    }
}
