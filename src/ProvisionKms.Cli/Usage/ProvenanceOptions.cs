using System.CommandLine;

namespace ProvisionKms.Cli.Usage;

/// <summary>Where the statement goes that says what an output was made of, and who says so.</summary>
internal sealed class ProvenanceOptions
{
    private readonly Option<string?> _file = new("--provenance")
    {
        Description = "Also write what the output was made of, as an in-toto statement with SLSA provenance.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _builder = new("--builder")
    {
        Description = "A URI that names what runs this, for the provenance; such as that of a CI job.",
        HelpName = "URI",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_builder);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_builder) is { } builder && !Uri.TryCreate(builder, UriKind.Absolute, out _))
            {
                result.AddError(UsageErrors.BuilderIsNoUri);
            }
        });
    }

    /// <summary>The option and its file, for <see cref="ReportPaths"/>.</summary>
    public (string Name, string? Path) Of(ParseResult parse) => (_file.Name, parse.GetValue(_file));

    public string? BuilderOf(ParseResult parse) => parse.GetValue(_builder);
}
