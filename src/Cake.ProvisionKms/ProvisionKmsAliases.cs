using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.ProvisionKms;

/// <summary>
/// Runs <c>provision-kms</c>, which makes an offline Windows image activate itself at first boot.
/// Its exit code is the exit code of the <see cref="CakeException"/> on failure; its diagnostics go to standard error.
/// </summary>
[CakeAliasCategory("ProvisionKms")]
[CakeNamespaceImport("Cake.ProvisionKms")]
public static class ProvisionKmsAliases
{
    /// <summary>Plans, edits, commits and verifies what the recipe asks for.</summary>
    /// <example><code>
    /// ProvisionKmsApply("recipe.yaml", new ProvisionKmsSettings { Image = "install.wim", Output = "out/install.wim" });
    /// </code></example>
    [CakeMethodAlias]
    public static void ProvisionKmsApply(this ICakeContext context, FilePath recipe, ProvisionKmsSettings? settings = null) =>
        new ProvisionKmsRunner(context).Run("apply", recipe, settings ?? new ProvisionKmsSettings());

    /// <summary>Prints what <c>apply</c> would do, and writes nothing.</summary>
    [CakeMethodAlias]
    public static void ProvisionKmsPlan(this ICakeContext context, FilePath recipe, ProvisionKmsSettings? settings = null) =>
        new ProvisionKmsRunner(context).Run("plan", recipe, settings ?? new ProvisionKmsSettings());

    /// <summary>Checks that every planned edit is in the image, and against a source also that nothing else differs.</summary>
    [CakeMethodAlias]
    public static void ProvisionKmsVerify(this ICakeContext context, FilePath recipe, ProvisionKmsSettings settings) =>
        new ProvisionKmsRunner(context).Run("verify", recipe, settings);
}
