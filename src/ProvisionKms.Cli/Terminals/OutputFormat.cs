namespace ProvisionKms.Cli.Terminals;

internal enum OutputFormat
{
    Text,
    Json,
}

internal enum Verbosity
{
    /// <summary>The result and errors, nothing else.</summary>
    Quiet,
    Normal,
    Detailed,
}
