using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ProvisionKms.Catalog;

/// <summary>A KMS host's name (or IPv4 address) and TCP port. A name that is checked: it goes into batch files and XML.</summary>
public sealed record KmsHost
{
    /// <summary>The port that Microsoft registered for KMS.</summary>
    public const int DefaultPort = 1688;

    private KmsHost(string name, int port) => (Name, Port) = (name, port);

    public string Name { get; }

    public int Port { get; }

    /// <summary>
    /// DNS labels or an IPv4 address. IPv6 literals are refused: slmgr does not parse them
    /// (learn.microsoft.com, "Slmgr.vbs options for obtaining volume activation information").
    /// </summary>
    public static bool TryCreate(string name, int port, [NotNullWhen(true)] out KmsHost? host)
    {
        var valid = port is > 0 and <= 65535 && name.Length is > 0 and <= 253 && name.Split('.').All(IsLabel) &&
            (!EndsInNumber(name) || IsIPv4(name));
        host = valid ? new KmsHost(name, port) : null;
        return valid;
    }

    /// <exception cref="ArgumentException">No valid host name or port.</exception>
    public static KmsHost Create(string name, int port = DefaultPort) =>
        TryCreate(name, port, out var host) ? host : throw new ArgumentException($"'{name}:{port}' is no KMS host");

    public override string ToString() => $"{Name}:{Port}";

    /// <summary>No top-level domain is a number (RFC 1123, 2.1), so such a name can only be meant as an address.</summary>
    private static bool EndsInNumber(string name) => name.Split('.')[^1].All(char.IsAsciiDigit);

    private static bool IsIPv4(string name) =>
        name.Split('.') is { Length: 4 } parts &&
        parts.All(p => p.Length <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0') &&
            int.Parse(p, CultureInfo.InvariantCulture) <= 255);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' &&
        label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
