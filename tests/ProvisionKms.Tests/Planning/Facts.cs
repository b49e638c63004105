using System.Text;
using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Tests.Planning;

/// <summary>What images say, made up: all sources agree until a test changes one.</summary>
internal static class Facts
{
    public static ImageFacts Of(string editionId, string type, int build, int index = 1) => new()
    {
        Index = new ImageIndex(index),
        Name = $"Image {index}",
        Evidence =
        [
            new(EvidenceSource.WimXml, editionId, type, build),
            new(EvidenceSource.SoftwareHive, editionId, type, build),
            new(EvidenceSource.LicenceTokens, editionId),
            new(EvidenceSource.LicenceTokens, "csvlk-pack"),
        ],
        Architecture = "amd64",
        Version = $"10.0.{build}.1",
        Files = new Dictionary<ImagePath, byte[]>(),
        ImageState = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE",
        SoftwareHive = HiveCondition.Clean,
    };

    public static ImageFacts Server2019(string editionId = "ServerStandard", string type = "Server", int index = 1) =>
        Of(editionId, type, 17763, index);

    public static ImageFacts Says(this ImageFacts facts, string source, string? editionId, string? type = null, int? build = null) => facts with
    {
        Evidence =
        [
            .. facts.Evidence.Where(e => e.Source != source),
            .. new[] { new EditionEvidence(source, editionId, type, build) }.Where(e => !e.IsSilent),
        ],
    };

    public static ImageFacts WithFile(this ImageFacts facts, string path, string content) =>
        facts.WithFile(path, Encoding.UTF8.GetBytes(content));

    public static ImageFacts WithFile(this ImageFacts facts, ImagePath path, byte[] content) =>
        facts with { Files = new Dictionary<ImagePath, byte[]>(facts.Files) { [path] = content } };
}
