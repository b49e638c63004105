namespace ProvisionKms.Tests.FirstBoot;

/// <summary>
/// Expected bytes beside the tests. Run the tests with PROVISIONKMS_UPDATE_GOLDEN=1 to write them anew, then review the difference like code.
/// </summary>
internal static class Golden
{
    internal static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    internal static void Check(string name, byte[] actual)
    {
        if (Environment.GetEnvironmentVariable("PROVISIONKMS_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            File.WriteAllBytes(PathOf(name), actual);
        }

        Assert.Equal(Bytes(name), actual);
    }

    private static string PathOf(string name) => Repository.Path("tests", "ProvisionKms.Tests", "FirstBoot", "Golden", name);
}
