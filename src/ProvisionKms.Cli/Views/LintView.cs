using ProvisionKms.Cli.Json;

namespace ProvisionKms.Cli.Views;

/// <summary>The findings themselves are diagnostics on standard error; here is only what was looked at.</summary>
internal static class LintView
{
    public static void Write(Page page, LintDocument lint)
    {
        if (page.IsDetailed)
        {
            page.Table(
                [new("result"), new("recipe"), new("file", Wraps: true)],
                lint.Recipes.Select(r => new[] { r.Ok ? "ok" : "invalid", r.Name, r.Path }));
        }

        var invalid = lint.Recipes.Count(r => !r.Ok);
        var checkedWhat = lint.Recipes.Count == 1 ? "1 recipe checked" : $"{lint.Recipes.Count} recipes checked";
        page.Line(invalid == 0 ? $"{checkedWhat}, all valid" : $"{checkedWhat}, {invalid} invalid");
    }
}
