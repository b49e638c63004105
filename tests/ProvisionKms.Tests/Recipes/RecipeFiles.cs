using System.Runtime.CompilerServices;
using ProvisionKms.Catalog;
using ProvisionKms.Recipes;

namespace ProvisionKms.Tests.Recipes;

/// <summary>Reads recipes as a user would, with an environment of the tests' own.</summary>
internal static class RecipeFiles
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["SET"] = "value",
        ["EMPTY"] = "",
        ["PLATFORM"] = "ovh-vps",
        ["KMS"] = "kms.example.net",
        ["ATTEMPTS"] = "3",
        ["KMS_YAML"] = "{ host: kms.example.net }",
        ["TWO_LINES"] = "ovh-vps\nname: injected",
        ["MAK"] = "BBBBB-CCCCC-DDDDD-FFFFF-GGGGG",
        ["GVLK"] = "N69G4-B89J2-4G8F4-WWYCC-J464C",
        ["NESTED"] = "${env:SET}",
    };

    public static string? Environment(string name) => Variables.GetValueOrDefault(name);

    public static RecipeResult Read(string file, RecipeOverrides? overrides = null) =>
        RecipeReader.Read(file, overrides ?? RecipeOverrides.None, WindowsCatalog.Default, Environment);

    public static RecipeResult ReadText(string text, RecipeOverrides? overrides = null, string name = "recipes/x.yaml") =>
        RecipeReader.ReadText(text, name, overrides ?? RecipeOverrides.None, WindowsCatalog.Default, Environment);

    public static Recipe Good(string text, RecipeOverrides? overrides = null)
    {
        var result = ReadText(text, overrides);
        Assert.Empty(result.Diagnostics);
        return result.Recipe!;
    }

    public static string Folder(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
