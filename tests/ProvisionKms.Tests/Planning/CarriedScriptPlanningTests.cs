using System.Text;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Edits.AnswerFile;
using ProvisionKms.Planning.Edits.CarriedScript;
using ProvisionKms.Tests.AnswerFiles;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning;

/// <summary>An answer file as the whole target: what it carries, and what is refused.</summary>
public sealed class CarriedScriptPlanningTests
{
    private const string Mak = "BBBBB-CCCCC-DDDDD-FFFFF-GGGGG";

    private const string Standard = "recipe: 1\nproduct: windows-server-2019\nedition: standard\nplatform: ovh-vps\nimage: { path: unattend.xml }\n";

    private const string Evaluation = "recipe: 1\nproduct: windows-server-2019\nedition: standard-evaluation\nplatform: ovh-vps\nimage: { path: unattend.xml }\n";

    private const string WithMak = "recipe: 1\nproduct: windows-server-2019\nedition: standard\nactivation: { method: mak, key: '${env:MAK}' }\nimage: { path: unattend.xml }\n";

    [Fact]
    public void Script_and_key_go_into_the_same_file()
    {
        var edits = Edits(Plan(Standard));
        var script = Assert.IsType<CarriedScriptEdit>(edits[0]);
        var key = Assert.IsType<AnswerFileEdit>(edits[1]);
        Assert.Equal(2, edits.Count);
        Assert.Equal((EditAction.Change, EditAction.Change), (script.Action, key.Action));
        Assert.True(SetupCommandMerge.HasCommands(script.Content.ToArray(), script.Request));
        Assert.False(AnswerFileMerge.HasKey(script.Content.ToArray(), key.Request));
        Assert.True(SetupCommandMerge.HasCommands(key.Content.ToArray(), script.Request));
        Assert.True(AnswerFileMerge.HasKey(key.Content.ToArray(), key.Request));
        Assert.Contains("KMS host kms.cloud.ovh.net:1688", script.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_there_already_is_kept_each_by_itself()
    {
        var edits = Edits(Plan(Standard));
        var (scriptOnly, both) = (((CarriedScriptEdit)edits[0]).Content.ToArray(), ((AnswerFileEdit)edits[1]).Content.ToArray());
        Assert.Equal([EditAction.Keep, EditAction.Change], Edits(Plan(Standard, scriptOnly)).Select(e => e.Action));
        Assert.Equal([EditAction.Keep, EditAction.Keep], Edits(Plan(Standard, both)).Select(e => e.Action));
        Assert.Equal(
            [EditAction.Change, EditAction.Keep],
            Edits(Plan(Standard.Replace("ovh-vps", "ovh-dedicated", StringComparison.Ordinal), both)).Select(e => e.Action));
    }

    [Fact]
    public void Another_recipe_leaves_nothing_of_the_one_before()
    {
        var other = Standard.Replace("ovh-vps", "ovh-dedicated", StringComparison.Ordinal);
        var first = ((AnswerFileEdit)Edits(Plan(Standard))[1]).Content.ToArray();
        Assert.Equal(((AnswerFileEdit)Edits(Plan(other))[1]).Content.ToArray(), ((AnswerFileEdit)Edits(Plan(other, first))[1]).Content.ToArray());
    }

    [Fact]
    public void An_evaluation_is_converted_by_the_script_and_takes_no_key()
    {
        var edit = Assert.IsType<CarriedScriptEdit>(Assert.Single(Edits(Plan(Evaluation))));
        Assert.Contains("convert to ServerStandard, key N69G4-B89J2-4G8F4-WWYCC-J464C", edit.Value, StringComparison.Ordinal);
        Assert.Contains("echo ConvertTo=ServerStandard&", string.Join('\n', edit.Request.Commands), StringComparison.Ordinal);
        Assert.True(edit.IsLast);
    }

    [Fact]
    public void An_evaluation_without_its_script_is_refused() => Refused(Evaluation + "inject: [answer-file]\n", Codes.EvaluationConversionOff);

    [Fact]
    public void A_client_evaluation_is_refused() =>
        Refused("recipe: 1\nproduct: windows-10\nedition: enterprise-evaluation\nplatform: ovh-vps\nimage: { path: unattend.xml }\n", Codes.EvaluationNotConvertible);

    [Fact]
    public void A_MAK_is_in_no_command_but_in_the_ProductKey()
    {
        var plan = Plan(WithMak);
        var edits = Edits(plan);
        var script = (CarriedScriptEdit)edits[0];
        Assert.DoesNotContain(Mak, string.Concat(script.Request.Commands), StringComparison.Ordinal);
        Assert.DoesNotContain(Mak, Encoding.UTF8.GetString(script.Content.Span), StringComparison.Ordinal);
        Assert.Contains($"<ProductKey>{Mak}</ProductKey>", Encoding.UTF8.GetString(((AnswerFileEdit)edits[1]).Content.Span), StringComparison.Ordinal);
        Assert.All(edits, e => Assert.DoesNotContain(Mak, e.Value + e.Why, StringComparison.Ordinal));
        Assert.Contains("the key that is installed", script.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_MAK_without_a_ProductKey_to_hold_it_is_refused()
    {
        Refused(WithMak + "inject: [setup-complete]\n", Codes.CarriedKeyIsSecret);
        Refused(WithMak.Replace("edition: standard", "edition: standard-evaluation", StringComparison.Ordinal), Codes.CarriedKeyIsSecret);
    }

    [Fact]
    public void Inject_chooses_script_or_key()
    {
        Assert.Equal(["script"], Edits(Plan(Standard + "inject: [setup-complete]\n")).Select(e => e.Kind));
        Assert.Equal(["answer-file"], Edits(Plan(Standard + "inject: [answer-file, registry]\n")).Select(e => e.Kind));
    }

    [Fact]
    public void Without_a_place_for_the_commands_nothing_is_planned_by_halves()
    {
        const string crowded = """
            <unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="specialize">
            <component name="Microsoft-Windows-Deployment" processorArchitecture="amd64"><RunSynchronous>
            <RunSynchronousCommand><Order>450</Order><Path>theirs</Path></RunSynchronousCommand></RunSynchronous></component></settings></unattend>
            """;
        var plan = Plan(Standard, Encoding.UTF8.GetBytes(crowded));
        var error = Assert.Single(plan.Diagnostics);
        Assert.Equal((Codes.AnswerFileCommandsFull, "unattend.xml", 3), (error.Code, Path.GetFileName(error.Where!.Value.File), error.Where.Value.Line));
    }

    [Fact]
    public void A_template_that_cannot_be_carried_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("templates-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "Activate.cmd"), "@echo off\r\n  on\r\n");
            var plan = Plan(Standard, null, TemplateFolder.Load(folder.FullName).Templates);
            Assert.Equal(Codes.TemplateNotCarriable, Assert.Single(plan.Diagnostics).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Refused(string recipe, DiagnosticCode code)
    {
        var plan = Plan(recipe);
        Assert.Equal(code, Assert.Single(plan.Diagnostics).Code);
        Assert.Equal(Severity.Error, plan.Diagnostics[0].Severity);
    }

    private static IReadOnlyList<Edit> Edits(Plan plan)
    {
        Assert.Empty(plan.Diagnostics);
        return plan.Images[0].Edits;
    }

    private static Plan Plan(string recipe, byte[]? content = null, TemplateFolder? templates = null)
    {
        var facts = new ImageFacts
        {
            Index = new ImageIndex(1),
            Evidence = [],
            Files = new Dictionary<ImagePath, byte[]> { ["unattend.xml"] = content ?? Sample.Utf8(Sample.Unattend("")) },
        };
        return Planner.Plan(RecipeFiles.Good(recipe), WindowsCatalog.Default, ImageKind.AnswerFile, [facts], templates);
    }
}
