using ProvisionKms.Catalog;
using ProvisionKms.Provisioning;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Recipes;

namespace ProvisionKms.Imaging.Tests.Provisioning;

/// <summary>A folder with an image and a recipe in it, and the straight line to run on them.</summary>
internal sealed class Bench : IDisposable
{
    public TempFolder Folder { get; } = new();

    public Provisioner Provisioner { get; } = new(new ImageOpener(), WindowsCatalog.Default);

    public void Dispose() => Folder.Dispose();

    public Recipe Recipe(string yaml, Func<string, string?>? environment = null)
    {
        var file = Folder.Write("recipe.yaml", yaml);
        var read = RecipeReader.Read(file, RecipeOverrides.None, WindowsCatalog.Default, environment ?? (_ => null));
        Assert.True(read.Recipe is not null, string.Join('\n', read.Diagnostics));
        return read.Recipe;
    }

    public RunReport Apply(string yaml) => Provisioner.Apply(Recipe(yaml), null, TestContext.Current.CancellationToken);

    public RunReport Plan(string yaml) => Provisioner.Plan(Recipe(yaml), TestContext.Current.CancellationToken);

    public InspectReport Inspect(string image, bool quick = false) =>
        Provisioner.Inspect(Folder[image], quick, TestContext.Current.CancellationToken);

    public VerifyReport Verify(string yaml, string image, string? against = null) =>
        Provisioner.Verify(Recipe(yaml), Folder[image], against is null ? null : Folder[against], TestContext.Current.CancellationToken);

    public byte[] Hash(string file)
    {
        using var stream = File.OpenRead(Folder[file]);
        return System.Security.Cryptography.SHA256.HashData(stream);
    }
}
