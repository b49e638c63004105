using System.Globalization;
using System.Text;

namespace ProvisionKms.Imaging.Media;

/// <summary>Reads what a program writes over and over to show how far it is: the number before each '%'.</summary>
internal static class Percentage
{
    /// <returns>What it wrote, the numbers included.</returns>
    internal static string Watch(TextReader output, Action<double>? progress)
    {
        var (all, number) = (new StringBuilder(), new StringBuilder());
        for (var next = output.Read(); next != -1; next = output.Read())
        {
            var letter = (char)next;
            all.Append(letter);
            if (char.IsAsciiDigit(letter) || letter == '.')
            {
                number.Append(letter);
                continue;
            }

            if (letter == '%' && double.TryParse(number.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent))
            {
                progress?.Invoke(Math.Min(percent, 100));
            }

            number.Clear();
        }

        return all.ToString();
    }
}
