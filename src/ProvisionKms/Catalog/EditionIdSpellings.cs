namespace ProvisionKms.Catalog;

/// <summary>
/// The spellings of one EditionID. The registry and the WIM XML of a Core installation normally say the same as those of a
/// Desktop one, but FLAGS, image names and licence families append Core (<c>ServerStandardEvalCore</c>), DISM prints
/// it cut short (<c>ServerStandardCor</c>), and up to Server 2008 R2 Core has SKU numbers of its own (GetProductInfo,
/// https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-getproductinfo). All have one key.
/// </summary>
internal static class EditionIdSpellings
{
    public static IReadOnlyList<string> Of(string canonical, IEnumerable<string> others, bool canBeCore) =>
    [
        .. new[] { canonical }
            .Concat(others)
            .Concat(canBeCore ? CoreForms(canonical) : [])
            .Where(id => id.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static IEnumerable<string> CoreForms(string id)
    {
        // The Semi-Annual Channel is Core only; its EditionID is the cut form itself.
        if (id.EndsWith("ACor", StringComparison.Ordinal))
        {
            return [id + "e"];
        }

        // "without Hyper-V": GetProductInfo writes STANDARD_SERVER_CORE_V.
        return id.EndsWith('V') ? [id + "Core", id + "Cor", id[..^1] + "CoreV"] : [id + "Core", id + "Cor"];
    }
}
