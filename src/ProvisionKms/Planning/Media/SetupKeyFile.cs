using System.Text;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Planning.Media;

/// <summary>
/// PID.txt, whose key Setup takes where no answer file gives one.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-edition-configuration-and-product-id-files--eicfg-and-pidtxt
/// </summary>
internal static class SetupKeyFile
{
    public static void Check(MediaScope scope)
    {
        var path = scope.Media.Spelled(MediaLayout.KeyFile);
        if (scope.Media.Content(path) is { } content && KeyIn(Encoding.Latin1.GetString(content)) is { } key &&
            scope.Plans.FirstOrDefault(plan => !key.Equals(plan.Key?.Reveal(), StringComparison.OrdinalIgnoreCase)) is { } image)
        {
            scope.Diagnostics.Add(Codes.MediaHasKeyFile, $"{path} on the media has a key that is not the one of {image.Title}", hint: Codes.MediaHasKeyFile.Hint);
        }
    }

    /// <summary>"Value=" of the section [PID].</summary>
    private static string? KeyIn(string keyFile) =>
        keyFile.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split('=', 2))
            .FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim().Equals("Value", StringComparison.OrdinalIgnoreCase))?[1].Trim();
}
