namespace ProvisionKms.Cli.Matrix;

/// <summary>Text as one word of a POSIX shell, of which the shell interprets nothing.</summary>
internal static class ShellWord
{
    public static string Of(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or '=' or ',' or ':' or '@' or '+')
            ? text
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
