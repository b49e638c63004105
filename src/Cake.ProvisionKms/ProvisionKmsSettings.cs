using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.ProvisionKms;

/// <summary>Options of <c>provision-kms</c>; what is null is left to the recipe. Paths are relative to the working directory.</summary>
public sealed class ProvisionKmsSettings : ToolSettings
{
    /// <summary>A WIM, an ESD, a directory or an answer file, in place of the recipe's.</summary>
    public FilePath? Image { get; set; }

    /// <summary>Where the result goes, in place of the recipe's.</summary>
    public FilePath? Output { get; set; }

    /// <summary>Edits the image itself, whatever output the recipe names.</summary>
    public bool InPlace { get; set; }

    /// <summary>A platform id, in place of the recipe's.</summary>
    public string? Platform { get; set; }

    /// <summary><c>dism</c> or <c>wimlib</c>: what opens the image, in place of DISM on Windows and libwim elsewhere.</summary>
    public string? Backend { get; set; }

    /// <summary>Recipe values to replace, such as <c>activation.attempts</c>.</summary>
    public IDictionary<string, string> Set { get; } = new Dictionary<string, string>();

    /// <summary>Only for verification: the image as it was before.</summary>
    public FilePath? Against { get; set; }

    /// <summary>Where apply and verify write their results as tests, in JUnit's XML.</summary>
    public FilePath? JUnitReport { get; set; }

    /// <summary>Only for apply: where the in-toto statement goes that says what the output was made of.</summary>
    public FilePath? Provenance { get; set; }
}
