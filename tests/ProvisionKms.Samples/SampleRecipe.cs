namespace ProvisionKms.Samples;

/// <summary>A recipe that takes an image for what it is: install.wim beside it, to out/install.wim.</summary>
public static class SampleRecipe
{
    public const string Text = """
        recipe: 1
        name: sample
        product: auto
        edition: auto
        platform: ovh-dedicated
        image: { path: install.wim }
        output: { path: out/install.wim }

        """;
}
