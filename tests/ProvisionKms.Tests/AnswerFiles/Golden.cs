using System.Runtime.CompilerServices;

namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>Files of expected bytes beside the tests. PROVISIONKMS_REGENERATE=1 writes them anew; the difference is then reviewed like code.</summary>
internal static class Golden
{
    public static void Equal(string name, byte[] actual, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("PROVISIONKMS_REGENERATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, actual);
        }

        Assert.Equal(File.ReadAllBytes(file), actual);
    }
}
