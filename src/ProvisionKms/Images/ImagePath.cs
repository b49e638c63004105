using System.Buffers;

namespace ProvisionKms.Images;

/// <summary>
/// A path inside an image, relative to its root, with backslashes as Windows writes it: <c>Windows\System32\config</c>.
/// Compared without regard to case, as Windows does. Never a path of the machine we run on; <c>.</c>, <c>..</c>,
/// drive letters, streams and empty parts cannot be expressed, so no such path can lead out of the image.
/// </summary>
public sealed class ImagePath : IEquatable<ImagePath>
{
    public static readonly ImagePath Root = new([]);

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*");

    private readonly string[] _parts;

    private ImagePath(string[] parts) => _parts = parts;

    public IReadOnlyList<string> Parts => _parts;

    public string Name => _parts.Length == 0 ? "" : _parts[^1];

    public ImagePath Parent => _parts.Length <= 1 ? Root : new ImagePath(_parts[..^1]);

    /// <summary>Reads a path written with backslashes or slashes; a leading one is accepted.</summary>
    /// <exception cref="FormatException">A part is not a name that Windows allows in a path.</exception>
    public static ImagePath Parse(string text)
    {
        var parts = text.Split('\\', '/');
        if (parts is ["", ..])
        {
            parts = parts[1..];
        }

        if (parts is [""])
        {
            return Root;
        }

        var bad = Array.Find(parts, part => !IsName(part));
        return bad is null ? new ImagePath(parts) : throw new FormatException($"'{bad}' is no file name in '{text}'");
    }

    public static implicit operator ImagePath(string text) => Parse(text);

    public static ImagePath operator /(ImagePath directory, string name) => directory.Combine(name);

    public ImagePath Combine(string relative) => new([.. _parts, .. Parse(relative)._parts]);

    /// <summary>The directories above it, the nearest first, without the root.</summary>
    public IEnumerable<ImagePath> Ancestors()
    {
        for (var parent = Parent; parent._parts.Length > 0; parent = parent.Parent)
        {
            yield return parent;
        }
    }

    public bool IsUnder(ImagePath directory) =>
        _parts.Length > directory._parts.Length &&
        directory._parts.Zip(_parts).All(p => string.Equals(p.First, p.Second, StringComparison.OrdinalIgnoreCase));

    public bool Equals(ImagePath? other) =>
        other is not null && string.Equals(ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => Equals(obj as ImagePath);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    public override string ToString() => string.Join('\\', _parts);

    /// <summary>With slashes, for libraries that want them.</summary>
    public string ToSlashes() => string.Join('/', _parts);

    private static bool IsName(string part) =>
        part is not ("" or "." or "..") && !part.AsSpan().ContainsAny(Forbidden) && !part.Any(c => c < ' ');
}
