using System.Globalization;
using System.Text.RegularExpressions;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Tests.Planning;

/// <summary>What the WIM XML of real media says of their images is recognised, or refused for the right reason.</summary>
public sealed partial class RealDescriptionTests
{
    /// <summary>Sold to consumers: Microsoft publishes no KMS client key for them.</summary>
    private static readonly string[] WithoutVolumeKey = ["Core", "CoreN", "CoreSingleLanguage", "Starter", "HomeBasic", "HomePremium", "Ultimate"];

    [Fact]
    public void Every_image_of_real_media_is_recognised_or_refused_for_the_right_reason()
    {
        var images = Corpus.Files("wim-xml").SelectMany(Images).ToList();

        Assert.All(images, image =>
        {
            var verdict = EditionConsensus.Decide(image, WindowsCatalog.Default);
            var said = image.Evidence[0];
            var expected = said.EditionId == "WindowsPE" ? Codes.NotInstallableWindows
                : WithoutVolumeKey.Contains(said.EditionId) ? Codes.ImageEditionUnknown
                : null;
            Assert.Equal(expected, verdict.Problem?.Code);
            if (expected is null)
            {
                Assert.Equal(said.EditionId, verdict.Edition!.EditionIds[0]);
                Assert.Contains(verdict.Edition.Builds, b => b.Contains(said.Build!.Value));
                Assert.Equal(said.EditionId!.EndsWith("Eval", StringComparison.Ordinal), verdict.Edition.IsEvaluation);
            }
        });
        Assert.True(images.Count >= 20, $"only {images.Count} descriptions were found");
    }

    /// <summary>From the XML itself, or from what wimlib-imagex prints of it.</summary>
    private static IEnumerable<ImageFacts> Images(string file)
    {
        // StreamReader goes by the byte order mark: the XML of a WIM is UTF-16.
        using var reader = new StreamReader(file, detectEncodingFromByteOrderMarks: true);
        return Description().Matches(reader.ReadToEnd()).Select(m => new ImageFacts
        {
            Index = new ImageIndex(1),
            Evidence =
            [
                new(EvidenceSource.WimXml, m.Groups["edition"].Value, m.Groups["type"].Value, int.Parse(m.Groups["build"].Value, CultureInfo.InvariantCulture)),
            ],
            Files = new Dictionary<ImagePath, byte[]>(),
        });
    }

    [GeneratedRegex(@"(?:<EDITIONID>|Edition ID: +)(?<edition>\w+).*?(?:<INSTALLATIONTYPE>|Installation Type: +)(?<type>[\w ]+).*?(?:<BUILD>|Build: +)(?<build>\d+)", RegexOptions.Singleline)]
    private static partial Regex Description();
}
