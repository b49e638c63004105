using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes.Keys;

/// <summary>A text of visible characters.</summary>
internal sealed class TextType(int longest) : ScalarType<string>
{
    public override string Wanted => $"a text of at most {longest} characters";

    protected override JsonObject OwnSchema() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = longest };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, [MaybeNullWhen(false)] out string value)
    {
        value = node.Text.Trim();
        var fault =
            value.Length == 0 ? "is empty"
            : value.Length > longest ? $"has {value.Length} characters, more than {longest}"
            : !Quoted.IsVisible(value) ? "has characters that cannot be seen"
            : null;
        if (fault is not null)
        {
            context.Findings.Add(Codes.InvalidText, $"'{key}' {fault}", node.Span);
        }

        return fault is null;
    }
}

/// <summary>An id of the catalog. Whether it exists is asked later, when product, edition and platform are known together.</summary>
internal sealed class IdType(string what, Func<WindowsCatalog, IEnumerable<string>> ids) : ScalarType<string>
{
    public override string Wanted => what;

    protected override JsonObject OwnSchema() => new()
    {
        ["enum"] = new JsonArray([.. ids(WindowsCatalog.Default).Distinct().Select(id => JsonValue.Create(id))]),
    };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, [MaybeNullWhen(false)] out string value)
    {
        value = node.Text;
        return true;
    }
}

/// <summary>A path of this machine, made absolute.</summary>
internal sealed class PathType : ScalarType<string>
{
    private const int Longest = 4096;

    public override string Wanted => "a path";

    protected override JsonObject OwnSchema() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = Longest };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, [MaybeNullWhen(false)] out string value)
    {
        value = node.Text;
        var fault =
            value.Trim().Length == 0 ? "is empty"
            : value.Length > Longest ? "is too long for a path"
            : !Quoted.IsVisible(value) ? "has characters that cannot be seen"
            : null;
        if (fault is not null)
        {
            context.Findings.Add(Codes.InvalidPath, $"'{key}' {fault}", node.Span);
            return false;
        }

        // Of the recipe's drive too, where Windows has a path without one (\x) or without a root (C:x).
        value = Path.GetFullPath(value, node.Folder);
        return true;
    }
}

/// <summary>The name of a KMS host. The port has a key of its own.</summary>
internal sealed class HostNameType : ScalarType<string>
{
    public override string Wanted => "a DNS name or IPv4 address";

    protected override JsonObject OwnSchema() => new() { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$" };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, [MaybeNullWhen(false)] out string value)
    {
        value = node.Text;
        var valid = KmsHost.TryCreate(value, KmsHost.DefaultPort, out _);
        if (!valid)
        {
            context.Findings.Add(Codes.KmsHostInvalid, $"{Quoted.Of(value)} is no DNS name or IPv4 address", node.Span, Hint(value));
        }

        return valid;
    }

    private static string? Hint(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? "give the name only, without a scheme"
        : text.Count(c => c == ':') > 1 ? "slmgr does not parse IPv6 addresses: give a DNS name"
        : text.Contains(':', StringComparison.Ordinal) ? "give the port as 'port'"
        : null;
}

/// <summary>A product key as it was given, and whether everyone who reads the recipe sees it.</summary>
internal sealed record GivenKey(ProductKey Key, Secrecy Secrecy);

/// <summary>A product key. Its text never goes into a message: it may be a MAK.</summary>
internal sealed class ProductKeyType : ScalarType<GivenKey>
{
    public override string Wanted => "a product key: five groups of five letters and digits";

    protected override JsonObject OwnSchema() => new() { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9]{5}(-[A-Za-z0-9]{5}){4}$" };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, [MaybeNullWhen(false)] out GivenKey value)
    {
        value = null;
        if (!ProductKey.TryParse(node.Text, out var parsed))
        {
            context.Findings.Add(Codes.ProductKeyMalformed, $"'{key}' is no product key", node.Span,
                "five groups of five letters and digits, with hyphens between");
            return false;
        }

        if (!ProductKeyChecksum.IsValid(parsed))
        {
            context.Findings.Add(Codes.ProductKeyMistyped, $"the key …-{parsed.LastFive} is mistyped: its checksum is wrong", node.Span,
                "leave 'key' out to use the catalog's");
            return false;
        }

        value = new GivenKey(parsed, node.Secrecy);
        return true;
    }
}
