using ProvisionKms.Samples;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>An evaluation image that can be set to the editions it is an evaluation of, as its servicing stack says.</summary>
internal static class Evaluation
{
    public static SampleImage Convertible { get; } = (SampleImages.Server2019StandardEvaluation with { FillerFiles = 10 }).WithFile(
        "Windows/servicing/Editions/EditionMatrix.xml",
        """
        <?xml version="1.0" encoding="utf-8"?>
        <TmiMatrix>
          <Edition ID="ServerStandardEval"><Target ID="ServerStandard"/><Target ID="ServerDatacenter"/></Edition>
        </TmiMatrix>
        """);
}
