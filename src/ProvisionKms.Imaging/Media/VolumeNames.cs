using System.Text;

namespace ProvisionKms.Imaging.Media;

/// <summary>What the primary volume descriptor says of the media. ECMA-119, 8.4.</summary>
internal sealed record VolumeNames(string Volume, string System, string Set, string Publisher, string Preparer, string Application)
{
    internal static VolumeNames Empty { get; } = new("", "", "", "", "", "");

    internal static VolumeNames Of(byte[] descriptor)
    {
        return new VolumeNames(Text(40, 32), Text(8, 32), Text(190, 128), Text(318, 128), Text(446, 128), Text(574, 128));

        string Text(int at, int length) => Encoding.Latin1.GetString(descriptor, at, length).TrimEnd(' ', '\0');
    }
}
