using ProvisionKms.Samples;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>Images for these tests: small, for each is laid out many times, and with the folders that servicing writes into.</summary>
internal static class WindowsSamples
{
    public static SampleImage StandardCore { get; } = Small(SampleImages.Server2019StandardCore);

    public static SampleImage Standard { get; } = Small(SampleImages.Server2019Standard);

    public static SampleImage Datacenter { get; } = Small(SampleImages.Server2019Datacenter);

    /// <summary>An evaluation that can be set to the editions it is one of, as its own servicing stack says.</summary>
    public static SampleImage Evaluation { get; } = Small(SampleImages.Server2019StandardEvaluation).WithFile(
        "Windows/servicing/Editions/EditionMatrix.xml",
        """
        <?xml version="1.0" encoding="utf-8"?>
        <TmiMatrix>
          <Edition ID="ServerStandardEval"><Target ID="ServerStandard"/><Target ID="ServerDatacenter"/></Edition>
        </TmiMatrix>
        """);

    /// <summary>One that has something in each pass, so that every part of servicing is used on it.</summary>
    public static SampleImage EvaluationWithAnswerFile { get; } = Evaluation.WithFile(
        "Windows/Panther/unattend.xml",
        """
        <?xml version="1.0" encoding="utf-8"?>
        <unattend xmlns="urn:schemas-microsoft-com:unattend">
          <settings pass="offlineServicing">
            <component name="Microsoft-Windows-LUA-Settings" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
              <EnableLUA>false</EnableLUA>
            </component>
          </settings>
        </unattend>
        """);

    public static byte[] Wim(params SampleImage[] images)
    {
        var folder = Directory.CreateTempSubdirectory("kms-test-");
        try
        {
            return File.ReadAllBytes(new SampleWim(images) { IntegrityTable = true }.Write(Path.Combine(folder.FullName, "sample.wim")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SampleImage Small(SampleImage image) => (image with { FillerFiles = 10 }).WithFile("Windows/Logs/CBS/CBS.log", "");
}
