using Cake.Core.IO;

namespace Cake.ProvisionKms;

/// <summary>Settings in one sentence: <c>new ProvisionKmsSettings().WithImage("install.wim").WithOutput("out/install.wim")</c>.</summary>
public static class ProvisionKmsSettingsExtensions
{
    /// <summary>Works on this image, in place of the recipe's.</summary>
    public static ProvisionKmsSettings WithImage(this ProvisionKmsSettings settings, FilePath image) => settings.Do(s => s.Image = image);

    /// <summary>Writes the result there, in place of the recipe's output.</summary>
    public static ProvisionKmsSettings WithOutput(this ProvisionKmsSettings settings, FilePath output) => settings.Do(s => s.Output = output);

    /// <summary>Edits the image itself.</summary>
    public static ProvisionKmsSettings EditInPlace(this ProvisionKmsSettings settings) => settings.Do(s => s.InPlace = true);

    /// <summary>For this platform, in place of the recipe's.</summary>
    public static ProvisionKmsSettings WithPlatform(this ProvisionKmsSettings settings, string platform) => settings.Do(s => s.Platform = platform);

    /// <summary>Opens the image by <c>dism</c> or <c>wimlib</c>.</summary>
    public static ProvisionKmsSettings WithBackend(this ProvisionKmsSettings settings, string backend) => settings.Do(s => s.Backend = backend);

    /// <summary>Sets one value of the recipe, such as <c>activation.attempts</c>.</summary>
    public static ProvisionKmsSettings WithValue(this ProvisionKmsSettings settings, string key, string value) => settings.Do(s => s.Set[key] = value);

    /// <summary>Only for verification: compares with the image as it was before.</summary>
    public static ProvisionKmsSettings VerifyAgainst(this ProvisionKmsSettings settings, FilePath source) => settings.Do(s => s.Against = source);

    /// <summary>Writes the results as tests, in JUnit's XML.</summary>
    public static ProvisionKmsSettings WithJUnitReport(this ProvisionKmsSettings settings, FilePath file) => settings.Do(s => s.JUnitReport = file);

    /// <summary>Only for apply: writes what the output was made of, as SLSA provenance.</summary>
    public static ProvisionKmsSettings WithProvenance(this ProvisionKmsSettings settings, FilePath file) => settings.Do(s => s.Provenance = file);

    private static ProvisionKmsSettings Do(this ProvisionKmsSettings settings, Action<ProvisionKmsSettings> change)
    {
        ArgumentNullException.ThrowIfNull(settings);
        change(settings);
        return settings;
    }
}
