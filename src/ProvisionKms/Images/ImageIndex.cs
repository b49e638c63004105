using System.Globalization;

namespace ProvisionKms.Images;

/// <summary>The 1-based number of an image inside its container, as DISM and WIM tools count.</summary>
public readonly record struct ImageIndex
{
    public ImageIndex(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        Value = value;
    }

    public int Value { get; }

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
