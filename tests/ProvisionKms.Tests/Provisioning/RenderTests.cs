using System.Text;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Provisioning;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Provisioning;

public sealed class RenderTests : IDisposable
{
    private const string Standard = "recipe: 1\nproduct: windows-server-2019\nedition: standard\nplatform: ovh-dedicated\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("provision-kms-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Artifacts_and_the_OEM_tree_are_written()
    {
        var written = Render(Standard);
        string[] scripts = [.. Payload.Paths.Select(p => $"ProvisionKms/{p.Name}"), "SetupComplete.cmd"];
        Assert.Equal(
            [.. scripts.Select(s => $"$OEM$/$$/Setup/Scripts/{s}").Concat(scripts).Order(StringComparer.Ordinal), "autounattend.xml", "unattend.xml"],
            written.Order(StringComparer.Ordinal));
        Assert.Equal(Read("SetupComplete.cmd"), Read("$OEM$/$$/Setup/Scripts/SetupComplete.cmd"));
        Assert.True(SetupCompleteMerge.HasBlock(Read("SetupComplete.cmd")));
        Assert.Contains("KmsHost=kms.ovh.net", Encoding.ASCII.GetString(Read("ProvisionKms/settings.ini")), StringComparison.Ordinal);
    }

    [Fact]
    public void Media_take_the_key_in_two_passes_and_an_image_in_one()
    {
        Render(Standard);
        Assert.Equal([("windowsPE", "amd64"), ("specialize", "amd64")], Keys("autounattend.xml"));
        Assert.Equal([("specialize", "amd64")], Keys("unattend.xml"));
    }

    [Theory]
    [InlineData("windows-server-2008", "standard", "amd64 x86")]
    [InlineData("windows-server-2008-r2", "for-itanium-based-systems", "ia64")]
    [InlineData("windows-8.1", "pro", "amd64 x86")]
    [InlineData("windows-10", "pro", "amd64 arm64 x86")]
    [InlineData("windows-11", "pro", "amd64 arm64")]
    public void Every_architecture_of_the_release_is_served(string product, string edition, string architectures)
    {
        Render($"recipe: 1\nproduct: {product}\nedition: {edition}\nplatform: ovh-dedicated\n");
        Assert.Equal(architectures, string.Join(' ', Keys("unattend.xml").Select(k => k.Architecture).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void An_evaluation_has_answer_files_without_a_key_that_carry_the_script()
    {
        Render(Standard.Replace("edition: standard", "edition: standard-evaluation", StringComparison.Ordinal));
        Assert.Empty(Keys("autounattend.xml"));
        Assert.True(SetupCommandMerge.Carries(Read("autounattend.xml")));
        Assert.Contains("ConvertTo=ServerStandard", Encoding.ASCII.GetString(Read("ProvisionKms/settings.ini")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_evaluation_cannot_be_rendered() =>
        Assert.Equal(Codes.EvaluationNotConvertible, Refused("recipe: 1\nproduct: windows-10\nedition: enterprise-evaluation\nplatform: ovh-vps\n").Code);

    [Fact]
    public void Product_and_edition_must_be_named() =>
        Assert.Equal(Codes.EditionMustBeNamed, Refused("recipe: 1\nplatform: ovh-vps\n").Code);

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_diagnostic()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        var refused = Assert.Throws<ProvisionException>(() => Provisioner.Render(RecipeFiles.Good(Standard), Path.Combine(_folder, "file", "below")));
        Assert.Equal(Codes.RenderFailed, refused.Diagnostics[0].Code);
    }

    private static Provisioner Provisioner { get; } = new(new NoImages(), WindowsCatalog.Default);

    private IEnumerable<string> Render(string recipe) =>
        Provisioner.Render(RecipeFiles.ReadText(recipe).Recipe!, _folder).Select(f => Path.GetRelativePath(_folder, f).Replace('\\', '/'));

    private Diagnostic Refused(string recipe) =>
        Assert.Single(Assert.Throws<ProvisionException>(() => Provisioner.Render(RecipeFiles.ReadText(recipe).Recipe!, _folder)).Diagnostics);

    private byte[] Read(string name) => File.ReadAllBytes(Path.Combine(_folder, name));

    private List<(string Pass, string Architecture)> Keys(string name) =>
        [.. AnswerFileMerge.ReadKeys(Read(name), name).Keys.Select(k => (k.Pass, k.Architecture))];

    private sealed class NoImages : IImageOpener
    {
        public IImageSession Open(string path, ImageAccess access) => throw new InvalidOperationException("rendering opens no image");
    }
}
