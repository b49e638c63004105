using System.Text;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>What stands for a VHD or VHDX here: a megabyte that begins with the signature, then a WIM. No disk, for no partition is ever looked at.</summary>
internal static class Disks
{
    private const int Header = 1 << 20;

    public static void Write(string wim, string disk, string signature)
    {
        var header = new byte[Header];
        Encoding.ASCII.GetBytes(signature).CopyTo(header, 0);
        File.WriteAllBytes(disk, [.. header, .. File.ReadAllBytes(wim)]);
    }

    public static void Unpack(string disk, string wim) => File.WriteAllBytes(wim, File.ReadAllBytes(disk)[Header..]);
}
