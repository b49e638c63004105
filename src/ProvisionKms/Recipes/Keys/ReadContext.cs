using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes.Keys;

/// <summary>What reading a value needs beside the value: where findings go, and the catalog.</summary>
internal sealed record ReadContext(DiagnosticBag Findings, WindowsCatalog Catalog)
{
    /// <summary>Reports a value that is not what <paramref name="wanted"/> says; silent when something was already reported on it.</summary>
    public void WrongType(RecipeNode node, string key, string wanted, string? hint = null)
    {
        var found = node switch
        {
            ListNode => "a list",
            MappingNode => "a section",
            ScalarNode { IsNull: true } => "nothing",
            ScalarNode { IsPlain: false, Text.Length: > 0 } scalar => $"the text {Quoted.Of(scalar.Text)}",
            ScalarNode scalar => Quoted.Of(scalar.Text),
            _ => null,
        };
        if (found is not null)
        {
            Findings.Add(Codes.WrongType, $"'{key}' must be {wanted}, not {found}", node.Span, hint);
        }
    }
}
