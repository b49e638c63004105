using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Doctor;

/// <summary>Which backend `--backend automatic` is here.</summary>
internal static class BackendCheck
{
    public static Check Of(ImageBackend automatic) => new("backend", automatic == ImageBackend.Dism
        ? "automatic is DISM; `--backend wimlib` needs libwim and hivex"
        : "automatic is libwim, with hivex; DISM is a part of Windows", Needed: false);
}
