using System.Text;

namespace ProvisionKms.Imaging.Hives;

/// <summary>REG_SZ data: UTF-16LE with a NUL at its end, as RegSetValueEx wants it. Not everybody wrote it so.</summary>
internal static class RegistryText
{
    internal static byte[] Encode(string text) => Encoding.Unicode.GetBytes(text + '\0');

    /// <summary>Up to the first NUL, or to the end where there is none; half a character at the end is dropped.</summary>
    internal static string Decode(ReadOnlySpan<byte> data)
    {
        var text = Encoding.Unicode.GetString(data[..(data.Length & ~1)]);
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
