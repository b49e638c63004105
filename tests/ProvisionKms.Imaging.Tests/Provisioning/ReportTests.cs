using System.Text.Json;
using ProvisionKms.Diagnostics;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Provisioning;

public sealed class ReportTests
{
    private const string Recipe = "recipe: 1\nname: golden\nplatform: ovh-dedicated\nimage: { path: install.wim }\noutput: { path: out.wim }\n";

    [Fact]
    public void The_report_file_holds_the_JSON_of_the_contract()
    {
        using var bench = Sample();
        bench.Apply(Recipe + "report: { json: reports/report.json }\n");

        using var json = JsonDocument.Parse(File.ReadAllBytes(bench.Folder["reports/report.json"]));

        var root = json.RootElement;
        Assert.Equal("golden", root.GetProperty("recipe").GetString());
        Assert.Equal("ovh-dedicated kms.ovh.net 1688", $"{Text(root, "platform", "id")} {Text(root, "platform", "kmsHost")} {root.GetProperty("platform").GetProperty("kmsPort").GetInt32()}");
        Assert.Equal((bench.Folder["install.wim"], "wim"), (Text(root, "image", "path"), Text(root, "image", "kind")));
        Assert.Equal(bench.Folder["out.wim"], root.GetProperty("output").GetString());
        Assert.True(root.GetProperty("changed").GetBoolean());
        var image = root.GetProperty("images")[0];
        Assert.Equal(["index", "product", "edition", "key", "edits", "trigger"], image.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["kind", "target", "action", "value", "why"], image.GetProperty("edits")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["ok", "planned", "present", "unplannedChanges"], root.GetProperty("verification").EnumerateObject().Select(p => p.Name));
        Assert.True(root.GetProperty("elapsedMs").GetInt64() > 0);
    }

    [Fact]
    public void A_plan_has_no_verification()
    {
        using var bench = Sample();
        using var json = JsonDocument.Parse(ProvisionKms.Provisioning.Reports.ReportJson.Write(bench.Plan(Recipe)));
        Assert.False(json.RootElement.TryGetProperty("verification", out _));
        Assert.False(json.RootElement.TryGetProperty("elapsedMs", out _));
    }

    [Fact]
    public void A_MAK_is_in_the_image_and_in_no_report()
    {
        using var bench = Sample();
        var recipe = bench.Recipe(
            "recipe: 1\nactivation: { method: mak, key: '${env:MAK}' }\nimage: { path: install.wim }\nreport: { json: report.json }\n",
            name => name == "MAK" ? "BBBBB-CCCCC-DDDDD-FFFFF-GGGGG" : null);

        bench.Provisioner.Apply(recipe, null, TestContext.Current.CancellationToken);

        var report = File.ReadAllText(bench.Folder["report.json"]);
        Assert.DoesNotContain("BBBBB", report, StringComparison.Ordinal);
        Assert.Contains("XXXXX-XXXXX-XXXXX-XXXXX-GGGGG", report, StringComparison.Ordinal);
        var settings = Tool.Run("wimtools", "wimlib-imagex", "extract", bench.Folder["install.wim"], "1", "/Windows/Setup/Scripts/ProvisionKms/settings.ini", "--to-stdout");
        Assert.Contains("BBBBB-CCCCC-DDDDD-FFFFF-GGGGG", System.Text.Encoding.ASCII.GetString(settings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_a_warning_for_the_image_is_done()
    {
        using var bench = Sample();
        bench.Folder.Write("file", "");
        var report = bench.Apply(Recipe + "report: { json: file/report.json }\n");
        Assert.Equal([Codes.ReportNotWritten], report.Findings.Select(f => f.Code));
        Assert.True(report.Verification!.Ok);
    }

    [Fact]
    public void A_recipe_without_an_image_is_wrong_usage()
    {
        using var bench = new Bench();
        var refused = Assert.Throws<ProvisionException>(() => bench.Plan("recipe: 1\nplatform: ovh-vps\n"));
        Assert.Equal((Codes.ImageNotNamed, ExitCode.InvalidUsage), (refused.Diagnostics[0].Code, refused.ExitCode));
    }

    private static Bench Sample()
    {
        var bench = new Bench();
        new SampleWim(SampleImages.Server2019Standard with { FillerFiles = 5 }).Write(bench.Folder["install.wim"]);
        return bench;
    }

    private static string? Text(JsonElement root, string name, string inner) => root.GetProperty(name).GetProperty(inner).GetString();
}
