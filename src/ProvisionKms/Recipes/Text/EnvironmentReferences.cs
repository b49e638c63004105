using System.Text;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Recipes.Text;

/// <summary>
/// Expands <c>${env:NAME}</c> and <c>${env:NAME:-default}</c> in one value. Like the shell's <c>:-</c>, the default also
/// stands for an empty variable. What comes from the environment stays one value: it is never read as YAML, nor expanded again.
/// </summary>
internal sealed class EnvironmentReferences(Func<string, string?> environment)
{
    private const string Open = "${";
    private const string Scheme = "${env:";

    /// <summary>The text with every reference replaced, or null with findings.</summary>
    /// <param name="used">Whether there was any reference.</param>
    public string? Expand(string text, SourceSpan where, DiagnosticBag findings, out bool used, out Secrecy secrecy)
    {
        secrecy = Secrecy.InClear;
        used = false;
        var expanded = new StringBuilder();
        var sound = true;
        var at = 0;
        for (var open = text.IndexOf(Open, StringComparison.Ordinal); open >= 0; open = text.IndexOf(Open, at, StringComparison.Ordinal))
        {
            used = true;
            expanded.Append(text, at, open - at);
            var close = text.IndexOf('}', open);
            if (close < 0 || Reference.Parse(text[open..(close + 1)]) is not { } reference)
            {
                findings.Add(Codes.EnvironmentReferenceInvalid, $"malformed reference in {Quoted.Of(text)}", where,
                    "write ${env:NAME} or ${env:NAME:-default}");
                return null;
            }

            var value = environment(reference.Name);
            if (value is null && reference.Default is null)
            {
                findings.Add(Codes.EnvironmentVariableUnset, $"environment variable {Quoted.Of(reference.Name)} is not set", where,
                    $"set it, or give a default: ${{env:{reference.Name}:-default}}");
                sound = false;
            }

            expanded.Append(string.IsNullOrEmpty(value) && reference.Default is not null ? reference.Default : value);
            at = close + 1;
            secrecy = open == 0 && at == text.Length && reference.Default is null ? Secrecy.FromEnvironment : Secrecy.InClear;
        }

        expanded.Append(text, at, text.Length - at);
        return sound ? expanded.ToString() : null;
    }

    private sealed record Reference(string Name, string? Default)
    {
        public static Reference? Parse(string text)
        {
            if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            {
                return null;
            }

            var body = text[Scheme.Length..^1];
            var split = body.IndexOf(":-", StringComparison.Ordinal);
            var name = split < 0 ? body : body[..split];
            return IsName(name) ? new Reference(name, split < 0 ? null : body[(split + 2)..]) : null;
        }

        private static bool IsName(string name) =>
            name.Length is > 0 and <= 128 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }
}
