using System.CommandLine;
using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Usage;

/// <summary>Which library opens images, for every command that opens one.</summary>
internal sealed class BackendOption
{
    private const string Automatic = "automatic";

    private static readonly Dictionary<string, ImageBackend> s_backends = new(StringComparer.Ordinal)
    {
        [Automatic] = ImageBackend.Automatic,
        ["dism"] = ImageBackend.Dism,
        ["wimlib"] = ImageBackend.Wimlib,
    };

    private readonly Option<string> _backend = new Option<string>("--backend")
    {
        Description = $"What opens the image: DISM on Windows, libwim elsewhere, or the one that is named. Default: {Automatic}.",
        HelpName = string.Join('|', s_backends.Keys),
        DefaultValueFactory = _ => Automatic,
    }.AcceptOnlyFromAmong([.. s_backends.Keys]);

    public void AddTo(Command command) => command.Options.Add(_backend);

    public ImageBackend Of(ParseResult parse) => s_backends[parse.GetValue(_backend) ?? Automatic];
}
