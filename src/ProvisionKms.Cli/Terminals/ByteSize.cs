using System.Globalization;

namespace ProvisionKms.Cli.Terminals;

/// <summary>A number of bytes for a reader: three digits and a binary unit.</summary>
internal static class ByteSize
{
    private static readonly string[] s_units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    public static string Of(long bytes)
    {
        double size = bytes;
        var unit = 0;
        while (size >= 1000 && unit < s_units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        var digits = unit == 0 || size >= 100 ? "0" : size >= 10 ? "0.0" : "0.00";
        return $"{size.ToString(digits, CultureInfo.InvariantCulture)} {s_units[unit]}";
    }
}
