using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Planning;

namespace ProvisionKms.Tests.Planning;

public sealed class EditionConsensusTests
{
    [Fact]
    public void Agreement_is_the_edition()
    {
        var verdict = Decide(Facts.Server2019());
        Assert.Equal(("windows-server-2019", "standard"), (verdict.Edition!.Product, verdict.Edition.Id));
        Assert.Null(verdict.Problem);
        Assert.Empty(verdict.Lost);
    }

    [Fact]
    public void The_display_name_decides_nothing()
    {
        var verdict = Decide(Facts.Server2019() with { Name = "Windows Server 2025 SERVERDATACENTER" });
        Assert.Equal("standard", verdict.Edition!.Id);
    }

    [Theory]
    [InlineData("ServerStandardCore")]
    [InlineData("ServerStandardCor")]
    [InlineData("serverstandard")]
    public void Another_spelling_of_the_edition_is_no_contradiction(string spelling) =>
        Assert.Equal("standard", Decide(Facts.Server2019(type: "Server Core").Says(EvidenceSource.WimXml, spelling, "Server Core", 17763)).Edition?.Id);

    [Theory]
    [InlineData("Professional", 19041, 19045)]
    [InlineData("Professional", 18362, 18363)]
    [InlineData("Professional", 22621, 22631)]
    [InlineData("Professional", 7600, 7601)]
    public void Builds_of_one_family_are_no_contradiction(string editionId, int described, int installed)
    {
        var facts = Facts.Of(editionId, "Client", installed).Says(EvidenceSource.WimXml, editionId, "Client", described);
        Assert.Null(Decide(facts).Problem);
        Assert.Equal(installed, Decide(facts).Build);
    }

    [Theory]
    [InlineData(EvidenceSource.WimXml, "ServerDatacenter", "Server", 17763)]
    [InlineData(EvidenceSource.WimXml, "ServerStandardEval", "Server", 17763)]
    [InlineData(EvidenceSource.WimXml, "ServerStandard", "Server Core", 17763)]
    [InlineData(EvidenceSource.WimXml, "ServerStandard", "Server", 14393)]
    [InlineData(EvidenceSource.WimXml, "WindowsPE", "WindowsPE", 17763)]
    [InlineData(EvidenceSource.Composition, "ServerDatacenter", null, null)]
    [InlineData(EvidenceSource.LicenceTokens, "ServerDatacenter", null, null)]
    [InlineData(EvidenceSource.EiCfg, "ServerDatacenter", null, null)]
    public void A_source_that_disagrees_is_shown_with_all_others(string source, string editionId, string? type, int? build)
    {
        var verdict = Decide(Facts.Server2019().Says(source, editionId, type, build));
        Assert.Null(verdict.Edition);
        Assert.Equal(Codes.EditionContradiction, verdict.Problem!.Code);
        Assert.Equal(ExitCode.ImageUnusable, verdict.Problem.Code.ExitCode);
        Assert.Contains(source, verdict.Problem.Message, StringComparison.Ordinal);
        Assert.Contains(editionId, verdict.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("SOFTWARE hive says ServerStandard, Server, build 17763", verdict.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ServerStandardCor")]
    [InlineData("ServerHyperCore")]
    [InlineData("ServerSomethingNew")]
    public void A_name_that_only_DISM_uses_is_no_contradiction(string name) =>
        Assert.Equal("standard", Decide(Facts.Server2019().Says(EvidenceSource.Dism, name)).Edition?.Id);

    [Theory]
    [InlineData("ServerDatacenter")]
    [InlineData("ServerStandardEvalCor")]
    public void DISM_contradicts_by_naming_another_edition_of_the_catalog(string name)
    {
        var problem = Decide(Facts.Server2019().Says(EvidenceSource.Dism, name)).Problem!;
        Assert.Equal(Codes.EditionContradiction, problem.Code);
        Assert.Contains($"DISM says {name}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Licences_of_several_editions_confirm_each_of_them()
    {
        var facts = Facts.Server2019();
        var verdict = Decide(facts with { Evidence = [.. facts.Evidence, new(EvidenceSource.LicenceTokens, "ServerDatacenter")] });
        Assert.Equal("standard", verdict.Edition?.Id);
    }

    [Fact]
    public void A_client_is_composed_from_Enterprise() =>
        Assert.Equal("pro", Decide(Facts.Of("Professional", "Client", 19045).Says(EvidenceSource.Composition, "Enterprise")).Edition?.Id);

    [Fact]
    public void Azure_Edition_is_composed_from_Datacenter() =>
        Assert.Null(Decide(Facts.Of("ServerTurbine", "Server", 20348).Says(EvidenceSource.Composition, "ServerDatacenter")).Problem);

    [Fact]
    public void Flags_are_free_text_and_contradict_nothing() =>
        Assert.Null(Decide(Facts.Server2019().Says(EvidenceSource.WimFlags, "9")).Problem);

    [Fact]
    public void What_the_description_lost_is_known_from_the_hive()
    {
        var verdict = Decide(Facts.Server2019().Says(EvidenceSource.WimXml, null, null, 17763));
        Assert.Equal("standard", verdict.Edition?.Id);
        Assert.Equal(
            [new(ImageProperties.EditionId, "ServerStandard"), new(ImageProperties.InstallationType, "Server")],
            verdict.Lost);
    }

    [Theory]
    [InlineData(EvidenceSource.WimFlags, "ServerEnterprise")]
    [InlineData(EvidenceSource.LicenceTokens, "ServerEnterprise")]
    public void Without_hive_and_description_a_last_resort_speaks(string source, string editionId)
    {
        var facts = Facts.Of("x", "Server", 6002) with { Evidence = [new(EvidenceSource.WimXml, null, null, 6002)] };
        Assert.Equal("enterprise", Decide(facts.Says(source, editionId)).Edition?.Id);
    }

    [Fact]
    public void Windows_PE_is_no_installation_image()
    {
        var problem = Decide(Facts.Of("WindowsPE", "WindowsPE", 17763)).Problem!;
        Assert.Equal(Codes.NotInstallableWindows, problem.Code);
        Assert.Contains("install.wim", problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_says_nothing_is_no_Windows() =>
        Assert.Equal(Codes.EditionNotStated, Decide(Facts.Server2019() with { Evidence = [] }).Problem!.Code);

    [Fact]
    public void An_edition_that_the_catalog_lacks_is_named()
    {
        var problem = Decide(Facts.Of("Core", "Client", 19045)).Problem!;
        Assert.Equal(Codes.ImageEditionUnknown, problem.Code);
        Assert.Contains("Core, Client, build 19045", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_that_the_catalog_lacks_is_not_guessed() =>
        Assert.Equal(Codes.ImageEditionUnknown, Decide(Facts.Of("ServerStandard", "Server", 99999)).Problem!.Code);

    [Theory]
    [InlineData("[EditionID]\r\nServerStandard\r\n[Channel]\r\nVolume\r\n", "ServerStandard")]
    [InlineData("; media\n[Channel]\nRetail\n\n[editionid]\n\n  Enterprise \n[VL]\n1", "Enterprise")]
    [InlineData("[EditionID]\r\n\r\n[Channel]\r\nRetail\r\n", null)]
    [InlineData("[Channel]\r\nRetail\r\n", null)]
    public void The_edition_in_ei_cfg_is_found(string text, string? editionId) => Assert.Equal(editionId, MediaEvidence.ReadEditionId(text));

    [Fact]
    public void Ei_cfg_confirms_its_own_edition_and_is_silent_on_the_others()
    {
        var images = MediaEvidence.Add([Facts.Server2019(), Facts.Server2019("ServerDatacenter", index: 2)], "ServerDatacenter");
        Assert.All(images, i => Assert.Null(Decide(i).Problem));
    }

    [Fact]
    public void Ei_cfg_that_names_an_edition_of_no_image_contradicts_all()
    {
        var images = MediaEvidence.Add([Facts.Server2019(), Facts.Server2019("ServerDatacenter", index: 2)], "Enterprise");
        Assert.All(images, i => Assert.Equal(Codes.EditionContradiction, Decide(i).Problem!.Code));
    }

    private static EditionVerdict Decide(ImageFacts facts) => EditionConsensus.Decide(facts, WindowsCatalog.Default);
}
