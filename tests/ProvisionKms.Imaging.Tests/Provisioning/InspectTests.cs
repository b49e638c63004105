using System.Text.Json;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Provisioning;

public sealed class InspectTests
{
    private static readonly SampleImage Small = SampleImages.Server2019Standard with { FillerFiles = 5 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_image_is_named_by_what_it_is(bool quick)
    {
        using var bench = new Bench();
        new SampleWim([.. SampleImages.Server2019.Select(i => i with { FillerFiles = 5 })]).Write(bench.Folder["install.wim"]);

        var report = bench.Inspect("install.wim", quick);

        Assert.Equal("wim", report.Kind);
        Assert.Equal(["standard", "standard", "datacenter", "datacenter"], report.Images.Select(i => i.Edition));
        Assert.Equal(["Server Core", "Server", "Server Core", "Server"], report.Images.Select(i => i.InstallationType));
        Assert.All(report.Images, i => Assert.Equal(("windows-server-2019", "amd64", "10.0.17763.1158", false), (i.Product, i.Architecture, i.Version, i.Evaluation)));
        Assert.All(report.Images, i => Assert.Equal(quick ? null : false, i.SetupComplete));
    }

    [Fact]
    public void What_an_apply_put_there_is_seen()
    {
        using var bench = new Bench();
        new SampleWim(Small).Write(bench.Folder["install.wim"]);
        bench.Apply("recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n");

        var image = bench.Inspect("install.wim").Images.Single();

        Assert.Equal((true, "kms.ovh.net", 1688), (image.SetupComplete, image.KmsHost, image.KmsPort));
        Assert.Equal([@"Windows\Panther\unattend.xml"], image.AnswerFiles);
        Assert.Equal("N69G4-B89J2-4G8F4-WWYCC-J464C", image.Key);
        Assert.Equal("IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE", image.ImageState);
    }

    [Fact]
    public void A_contradiction_is_shown_and_is_no_failure()
    {
        using var bench = new Bench();
        new SampleWim(Small with { HiveEditionId = "ServerDatacenter" }).Write(bench.Folder["install.wim"]);

        var report = bench.Inspect("install.wim");

        Assert.Null(report.Images[0].Product);
        Assert.Equal((Codes.EditionContradiction, Severity.Warning), (Assert.Single(report.Findings).Code, report.Findings[0].Severity));
        Assert.Contains(report.Images[0].Evidence, e => e is { Source: "SOFTWARE hive", EditionId: "ServerDatacenter" });
    }

    [Fact]
    public void The_JSON_has_the_names_of_the_contract()
    {
        using var bench = new Bench();
        new SampleWim(Small).Write(bench.Folder["install.wim"]);

        using var json = JsonDocument.Parse(ReportJson.Write(bench.Inspect("install.wim")));

        string[] expected =
        [
            "index", "name", "editionId", "installationType", "architecture", "version", "product", "edition", "evaluation",
            "key", "imageState", "setupComplete", "answerFiles", "kmsHost", "kmsPort",
        ];
        Assert.Empty(new[] { "path", "kind", "images" }.Except(json.RootElement.EnumerateObject().Select(p => p.Name)));
        Assert.Empty(expected.Except(json.RootElement.GetProperty("images")[0].EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public void Ei_cfg_beside_the_image_is_heard()
    {
        using var bench = new Bench();
        new SampleWim(Small).Write(bench.Folder["sources/install.wim"]);
        bench.Folder.Write("sources/EI.CFG", "[EditionID]\r\nServerDatacenter\r\n");

        Assert.Equal(Codes.EditionContradiction, Assert.Single(bench.Inspect("sources/install.wim").Findings).Code);
    }
}
