using System.Text.Json;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Provisioning;

/// <summary>Provisioning agents in real images, from their files and services to what inspect and plan say.</summary>
public sealed class AgentTests
{
    private const string Recipe = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";
    private const string Cloudbase = "Program Files/Cloudbase Solutions/Cloudbase-Init/conf/cloudbase-init.conf";

    private static readonly SampleImage Small = SampleImages.Server2019Standard with { FillerFiles = 5 };

    [Fact]
    public void Inspect_names_them_with_what_they_set()
    {
        using var bench = Sample(Small
            .WithFile(Cloudbase, "[DEFAULT]\r\nset_kms_product_key=true\r\nkms_host=kms.example.net\r\n")
            .WithFile("Windows/Setup/Scripts/SetupComplete.cmd", "sc config cloudbase-init start= auto && net start cloudbase-init\r\n"));

        var report = bench.Inspect("install.wim");

        var agent = Assert.Single(report.Images[0].Agents);
        Assert.Equal(("cloudbase-init", "kms.example.net", "after", true), (agent.Id, agent.KmsHost, agent.Runs, agent.Enabled));
        Assert.Equal(["key", "kms-host"], agent.Sets);
        Assert.Equal(new InspectedContent("cloudbase-init", "Cloudbase-Init's start of its service", 1, null), Assert.Single(report.Images[0].SetupCompleteContents));
        Assert.Equal((Codes.AgentSetsToo, Severity.Warning), (Assert.Single(report.Findings).Code, report.Findings[0].Severity));
        using var json = JsonDocument.Parse(ReportJson.Write(report));
        var written = json.RootElement.GetProperty("images")[0].GetProperty("agents")[0];
        Assert.Equal(
            ["id", "name", "file", "sets", "kmsHost", "runs", "unlessActivated", "enabled", "replacesSetupComplete"],
            written.EnumerateObject().Select(p => p.Name));
        Assert.Equal("yes", json.RootElement.GetProperty("images")[0].GetProperty("trigger").GetProperty("setupComplete").GetString());
    }

    [Fact]
    public void Answer_files_are_not_confused_with_their_configuration()
    {
        using var bench = Sample(Small.WithFile("Program Files/Amazon/Ec2ConfigService/Settings/Config.xml", "<Ec2ConfigurationSettings/>"));
        Assert.Empty(bench.Inspect("install.wim").Images[0].AnswerFiles);
    }

    [Fact]
    public void A_disabled_service_is_left_out_of_the_warnings()
    {
        using var bench = Sample(Small.WithFile(Cloudbase, "[DEFAULT]\r\nkms_host=kms.example.net\r\n") with
        {
            Services = new Dictionary<string, uint> { ["cloudbase-init"] = 4 },
        });
        Assert.False(bench.Inspect("install.wim").Images[0].Agents[0].Enabled);
        Assert.Empty(bench.Plan(Recipe).Findings);
    }

    [Fact]
    public void Plan_warns_and_apply_goes_on()
    {
        using var bench = Sample(Small.WithFile(Cloudbase, "[DEFAULT]\r\nkms_host=kms.example.net\r\n"));
        Assert.Equal(Codes.AgentSetsToo, Assert.Single(bench.Plan(Recipe).Findings).Code);
        Assert.True(bench.Apply(Recipe).Verification!.Ok);
    }

    [Fact]
    public void An_agent_that_replaces_the_script_is_outlived_by_a_start_up_script()
    {
        using var bench = Sample(Small
            .WithFile("Program Files/Google/Compute Engine/sysprep/activate_instance.ps1", "# GCE")
            .WithFile("Program Files/Google/Compute Engine/sysprep/instance_setup.ps1", "'x' | Set-Content -Path $script:setupcomplete_loc -Force\n"));

        var report = bench.Apply(Recipe);

        Assert.Equal("replaced", report.Images[0].Trigger!.SetupComplete);
        Assert.Equal([Codes.AgentReplacesScript, Codes.AgentSetsToo], report.Findings.Select(f => f.Code));
        Assert.Contains(report.Images[0].Edits, e => e.Target.EndsWith("scripts.ini", StringComparison.Ordinal));
        Assert.True(bench.Verify(Recipe, "install.wim").Ok);
    }

    [Fact]
    public void A_configuration_that_is_too_large_is_not_read()
    {
        using var bench = Sample(Small.WithFile(Cloudbase, new byte[1 << 19]));
        Assert.Null(Assert.Single(bench.Inspect("install.wim").Images[0].Agents).Sets);
        Assert.Equal(Codes.AgentUnreadable, Assert.Single(bench.Plan(Recipe).Findings).Code);
    }

    [Fact]
    public void A_configuration_that_is_a_link_is_not_followed()
    {
        using var bench = new Bench();
        SampleTree.Write(Directory.CreateDirectory(bench.Folder["image"]).FullName, Small.WithFile("Program Files/Cloudbase Solutions/Cloudbase-Init/conf/other", ""));
        File.CreateSymbolicLink(bench.Folder[$"image/{Cloudbase}"], "/etc/passwd");
        Assert.Null(Assert.Single(bench.Inspect("image").Images[0].Agents).Sets);
    }

    private static Bench Sample(SampleImage image)
    {
        var bench = new Bench();
        new SampleWim(image).Write(bench.Folder["install.wim"]);
        return bench;
    }
}
