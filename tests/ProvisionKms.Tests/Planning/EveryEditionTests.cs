using ProvisionKms.Catalog;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning;

/// <summary>The sixteen editions that must work, Core and Desktop, on both OVH platforms. The keys are Microsoft's table.</summary>
public sealed class EveryEditionTests
{
    private static readonly (string EditionId, string Type, int Build, string Key)[] Editions =
    [
        ("ServerStandard", "Server", 6002, "TM24T-X9RMF-VWXK6-X8JC9-BFGM2"),
        ("ServerEnterprise", "Server", 6002, "YQGMW-MPWTJ-34KDK-48M3W-X4Q6V"),
        ("ServerDatacenter", "Server", 6002, "7M67G-PC374-GR742-YH8V4-TCBY3"),
        ("ServerStandard", "Server", 7601, "YC6KT-GKW9T-YTKYR-T4X34-R7VHC"),
        ("ServerEnterprise", "Server", 7601, "489J6-VHDMP-X63PK-3K798-CPX3Y"),
        ("ServerDatacenter", "Server", 7601, "74YFP-3QFB3-KQT8W-PMXWJ-7M648"),
        ("ServerStandard", "Server", 9200, "XC9B7-NBPP2-83J2H-RHMBY-92BT4"),
        ("ServerDatacenter", "Server", 9200, "48HP8-DN98B-MYWDG-T2DCC-8W83P"),
        ("ServerStandard", "Server", 9600, "D2N9P-3P6X9-2R39C-7RTCD-MDVJX"),
        ("ServerDatacenter", "Server", 9600, "W3GGN-FT8W3-Y4M27-J84CP-Q3VJ9"),
        ("Professional", "Client", 9600, "GCRJD-8NW9H-F2CDX-CCM8D-9D6T9"),
        ("ServerStandard", "Server", 14393, "WC2BQ-8NRM3-FDDYY-2BFGV-KHKQY"),
        ("ServerDatacenter", "Server", 14393, "CB7KF-BWN84-R7R2Y-793K2-8XDDG"),
        ("ServerSolution", "Server", 14393, "JCKRF-N37P4-C2D82-9YXRT-4M63B"),
        ("ServerStandard", "Server", 17763, "N69G4-B89J2-4G8F4-WWYCC-J464C"),
        ("ServerDatacenter", "Server", 17763, "WMDGN-G9PQG-XVVXX-R3X43-63DFG"),
    ];

    public static TheoryData<string, string, int, string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, int, string, string, string>();
        foreach (var (editionId, type, build, key) in Editions)
        {
            foreach (var installed in type == "Server" ? new[] { "Server", "Server Core" } : ["Client"])
            {
                cases.Add(editionId, installed, build, key, "ovh-dedicated", "kms.ovh.net");
                cases.Add(editionId, installed, build, key, "ovh-public-cloud", "kms.cloud.ovh.net");
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_image_tells_its_key_and_the_platform_its_host(string editionId, string type, int build, string key, string platform, string host)
    {
        var recipe = RecipeFiles.Good($"recipe: 1\nplatform: {platform}\nimage: {{ path: install.wim }}\n");

        var plan = Planner.Plan(recipe, WindowsCatalog.Default, ImageKind.Wim, [Facts.Of(editionId, type, build)]);

        Assert.Empty(plan.Diagnostics);
        var image = Assert.Single(plan.Images);
        Assert.Equal(key, image.Key!.Reveal());
        Assert.Equal(["file", "file", "file", "file", "file", "script", "answer-file", "registry"], image.Edits.Select(e => e.Kind));
        var registry = image.Edits[^1];
        Assert.Equal($"KeyManagementServiceName={host}, KeyManagementServicePort=1688", registry.Value);
        Assert.EndsWith(build == 6002 ? @"\CurrentVersion\SL" : @"\CurrentVersion\SoftwareProtectionPlatform", registry.Target, StringComparison.Ordinal);
    }
}
