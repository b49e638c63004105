using ProvisionKms.Catalog;
using ProvisionKms.FirstBoot;
using ProvisionKms.Recipes;

namespace ProvisionKms.Tests.FirstBoot.Carried;

internal static class Payloads
{
    public static IReadOnlyList<PayloadFile> Standard(string host = "kms.ovh.net") => Payload.Create(
        new FirstBootSettings(
            ActivationMethod.Kms, ProductKey.Parse("N69G4-B89J2-4G8F4-WWYCC-J464C"), KmsHost.Create(host), 12,
            TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), RetryTask: true, ConvertTo: null),
        TemplateFolder.Default);
}
