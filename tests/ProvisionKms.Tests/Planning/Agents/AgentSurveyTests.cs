using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.Images;
using ProvisionKms.Planning.Agents;

namespace ProvisionKms.Tests.Planning.Agents;

/// <summary>What the configuration files of each agent say, as their makers document them.</summary>
public sealed class AgentSurveyTests
{
    private const string Cloudbase = @"Program Files\Cloudbase Solutions\Cloudbase-Init\conf\cloudbase-init.conf";
    private const string Ec2Launch = @"ProgramData\Amazon\EC2Launch\config\agent-config.yml";
    private const string Ec2Config = @"Program Files\Amazon\Ec2ConfigService\Settings\Config.xml";
    private const string Google = @"Program Files\Google\Compute Engine\sysprep\activate_instance.ps1";

    [Theory]
    [InlineData("[DEFAULT]\r\nactivate_windows=true\r\nkms_host=kms.example.net:1700\r\n", false, "kms.example.net:1700", true)]
    [InlineData("[DEFAULT]\nset_kms_product_key = True\n", true, null, false)]
    [InlineData("[DEFAULT]\nset-avma-product-key: yes\n", true, null, false)]
    [InlineData("[DEFAULT]\nactivate_windows=true\nactivate_windows=false\n", false, null, false)]
    [InlineData("[DEFAULT]\n# kms_host=a\n; kms_host=b\nkms_host=\n", false, null, false)]
    [InlineData("[DEFAULT]\nkms_host=None\n", false, null, false)]
    [InlineData("[DEFAULT]\nkms_host='kms.example.net'\n", false, "kms.example.net", false)]
    [InlineData("[azure]\nkms_host=kms.example.net\n", false, null, false)]
    [InlineData("kms_host=kms.example.net\n", false, null, false)]
    [InlineData("[DEFAULT]\nkms_host=kms.example.net\nplugins=a.b.SetHostNamePlugin,\n        a.b.MTUPlugin\n", false, null, false)]
    [InlineData("[DEFAULT]\nkms_host=kms.example.net\nplugins=a.b.SetHostNamePlugin,\n\n   # and\n        cloudbaseinit.plugins.windows.licensing.WindowsLicensingPlugin\n", false, "kms.example.net", false)]
    [InlineData("", false, null, false)]
    [InlineData("\0\uFFFD[DEFAULT", false, null, false)]
    public void Cloudbase_Init(string text, bool key, string? host, bool activates)
    {
        var found = Find((Cloudbase, text));
        Assert.Equal(("cloudbase-init", key, host, activates, false), (found.Agent.Id, found.SetsKey, found.KmsHost, found.Activates, found.IsUnreadable));
    }

    [Theory]
    [InlineData("version: 1.0\nconfig:\n  - stage: preReady\n    tasks:\n      - task: activateWindows\n        inputs:\n          activation:\n            type: amazon\n", true)]
    [InlineData("{\"version\": \"1.1\", \"config\": [{\"stage\": \"preReady\", \"tasks\": [{\"task\": \"activateWindows\"}]}]}", true)]
    [InlineData("version: 1.0\nconfig:\n- stage: preReady\n  tasks:\n  # - task: activateWindows\n  - task: setDnsSuffix\n", false)]
    [InlineData("", false)]
    public void EC2Launch_v2(string text, bool activates)
    {
        var found = Find((Ec2Launch, text));
        Assert.Equal((activates ? "169.254.169.250" : null, activates, false), (found.KmsHost, found.Activates, found.IsUnreadable));
    }

    [Theory]
    [InlineData("config: [\n")]
    [InlineData("a: *nowhere\n- x\n  : : :")]
    [InlineData("\t%YAML 9\n---")]
    public void A_broken_agent_config_is_unreadable(string text) => Assert.True(Find((Ec2Launch, text)).IsUnreadable);

    [Fact]
    public void Deep_nesting_costs_neither_stack_nor_time()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.True(Find((Ec2Launch, new string('[', 200_000))).IsUnreadable);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("Enabled", null, "169.254.169.250")]
    [InlineData("enabled ", "<Settings><KMS><TargetKMSServer> </TargetKMSServer><TargetKMSServer>10.0.0.9</TargetKMSServer></KMS></Settings>", "10.0.0.9")]
    [InlineData("Enabled", "<broken", "169.254.169.250")]
    [InlineData("Disabled", null, null)]
    public void EC2Config(string state, string? activation, string? host)
    {
        var config = $"<Ec2ConfigurationSettings><Plugins><Plugin><Name>Ec2SetPassword</Name><State>Enabled</State></Plugin><Plugin><Name>Ec2WindowsActivate</Name><State>{state}</State></Plugin></Plugins></Ec2ConfigurationSettings>";
        var found = Find((Ec2Config, config), (@"Program Files\Amazon\Ec2ConfigService\Settings\ActivationSettings.xml", activation));
        Assert.Equal((host, host is not null), (found.KmsHost, found.Activates));
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")]
    [InlineData("")]
    public void A_broken_Config_xml_is_unreadable(string text) => Assert.True(Find((Ec2Config, text)).IsUnreadable);

    [Fact]
    public void EC2Launch_v1_always_sets_a_host()
    {
        var found = Find((@"ProgramData\Amazon\EC2-Windows\Launch\Scripts\InitializeInstance.ps1", "Set-ActivationSettings"));
        Assert.Equal(("ec2launch", false, "169.254.169.250"), (found.Agent.Id, found.SetsKey, found.KmsHost));
    }

    [Fact]
    public void Google_sets_all_unless_the_image_brings_its_own_licence()
    {
        var found = Find((Google, "# script"));
        Assert.Equal((true, "kms.windows.googlecloud.com", true, true), (found.SetsKey, found.KmsHost, found.Activates, found.Agent.UnlessActivated));
        Assert.False(Find((Google, "# script"), (@"Program Files\Google\Compute Engine\sysprep\byol_image", "")).SetsSomething);
    }

    [Theory]
    [InlineData("  @\"\n...\n\"@ | Set-Content -Path $script:setupcomplete_loc -Force\n", true)]
    [InlineData("if (Test-Path $script:setupcomplete_loc) {\n  Remove-Item -Path $script:setupcomplete_loc -Force\n}\n", false)]
    [InlineData(null, false)]
    public void Google_s_older_setup_writes_SetupComplete_anew(string? setup, bool replaces) =>
        Assert.Equal(replaces, Find((Google, "x"), (@"Program Files\Google\Compute Engine\sysprep\instance_setup.ps1", setup)).ReplacesSetupComplete);

    [Fact]
    public void Azure_s_agent_is_shown_by_its_folder()
    {
        var found = Assert.Single(AgentSurvey.Find(Facts.Server2019() with { AgentFiles = new Dictionary<ImagePath, byte[]?> { ["WindowsAzure"] = null } }));
        Assert.Equal(("azure", false, true, false), (found.Agent.Id, found.SetsSomething, found.ReplacesSetupComplete, found.IsUnreadable));
    }

    [Fact]
    public void A_disabled_service_sets_nothing()
    {
        var facts = With((Cloudbase, "[DEFAULT]\nkms_host=a.b\n")) with { Services = new Dictionary<string, int> { ["cloudbase-init"] = 4 } };
        Assert.False(Assert.Single(AgentSurvey.Find(facts)).SetsSomething);
    }

    [Fact]
    public void A_file_that_was_not_read_is_unreadable()
    {
        var facts = Facts.Server2019() with { AgentFiles = new Dictionary<ImagePath, byte[]?> { [Cloudbase] = null } };
        Assert.True(Assert.Single(AgentSurvey.Find(facts)).IsUnreadable);
    }

    [Fact]
    public void A_host_is_never_shown_longer_than_one_can_be() =>
        Assert.Equal(260, Find((Cloudbase, "[DEFAULT]\nkms_host=" + new string('x', 100_000))).KmsHost!.Length);

    [Fact]
    public void Encodings_of_Windows_are_read()
    {
        byte[] wide = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("[DEFAULT]\r\nkms_host=a.b\r\n")];
        byte[] marked = [0xEF, 0xBB, 0xBF, .. "[DEFAULT]\r\nkms_host=a.b\r\n"u8];
        Assert.All([wide, marked], bytes => Assert.Equal("a.b", Assert.Single(AgentSurvey.Find(
            Facts.Server2019() with { AgentFiles = new Dictionary<ImagePath, byte[]?> { [Cloudbase] = bytes } })).KmsHost));
    }

    [Fact]
    public void Every_agent_has_a_source_and_a_remedy() =>
        Assert.All(ProvisioningAgent.All, a => Assert.All([a.Id, a.Name, a.Remedy, a.Source], text => Assert.False(string.IsNullOrWhiteSpace(text))));

    private static AgentFinding Find(params (string Path, string? Text)[] files) => AgentSurvey.Find(With(files))[0];

    private static ProvisionKms.Planning.ImageFacts With(params (string Path, string? Text)[] files) => Facts.Server2019() with
    {
        AgentFiles = files.Where(f => f.Text is not null).ToDictionary(f => ImagePath.Parse(f.Path.ToUpperInvariant()), f => (byte[]?)Encoding.UTF8.GetBytes(f.Text!)),
    };
}
