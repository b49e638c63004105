using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>A finished disk, judged by programs that share nothing with us: qemu-img, and ntfs-3g's own tools on a copy of the volume.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class DiskJudge
{
    internal const string Software = "Windows/System32/config/SOFTWARE";

    private readonly string _volume;
    private readonly TempFolder _temp;

    private DiskJudge(string volume, TempFolder temp) => (_volume, _temp) = (volume, temp);

    /// <summary>The whole disk, as raw bytes.</summary>
    internal static byte[] Raw(string disk, string format, TempFolder temp)
    {
        var raw = temp[Guid.NewGuid().ToString("N")];
        Tool.Run("qemu-utils", "qemu-img", "convert", "-f", format, "-O", "raw", disk, raw);
        var bytes = File.ReadAllBytes(raw);
        File.Delete(raw);
        return bytes;
    }

    internal static void CheckContainer(string disk, string format)
    {
        if (format is "qcow2" or "vhdx" or "vmdk")
        {
            Tool.Run("qemu-utils", "qemu-img", "check", "-f", format, disk);
        }
    }

    /// <summary>The volume with Windows, cut out.</summary>
    internal static DiskJudge Of(byte[] disk, DiskLayout layout, TempFolder temp)
    {
        var (_, start, length) = new SampleDisk(layout, SampleImages.Server2019Standard).Windows;
        return new DiskJudge(temp.Write(Guid.NewGuid().ToString("N"), disk[(int)start..(int)(start + length)]), temp);
    }

    internal void CheckFileSystem() => Tool.Run("ntfs-3g", "ntfsfix", "--no-action", _volume);

    internal string Text(string path) => Encoding.UTF8.GetString(Content(path));

    internal byte[] Content(string path) => Tool.Run("ntfs-3g", "ntfscat", "-q", _volume, path);

    internal string Registry(string key, string name)
    {
        var hive = _temp.Write(Guid.NewGuid().ToString("N"), Content(Software));
        return Encoding.UTF8.GetString(Tool.Run("libhivex-bin", "hivexget", hive, key, name)).Trim();
    }

    /// <summary>The security descriptor of a file, as ntfssecaudit dumps it.</summary>
    internal byte[] Security(string path)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "ntfssecaudit, which reads access lists, wants root");
        var said = Encoding.UTF8.GetString(Tool.TryRun("ntfs-3g", "ntfssecaudit", "-vv", _volume, path).Output);
        return Convert.FromHexString(string.Concat(Dump().Matches(said).Select(line => line.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal))));
    }

    [GeneratedRegex(@"^ +[0-9a-f]{6}  ([0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{8})", RegexOptions.Multiline)]
    private static partial Regex Dump();

    /// <summary>Whose a place is, as ntfscluster says.</summary>
    internal string OwnerOf(long place) =>
        Encoding.UTF8.GetString(Tool.TryRun("ntfs-3g", "ntfscluster", "-f", "-c", $"{place / 4096}-{place / 4096}", _volume).Output);

    /// <summary>The clusters of a file and of its folder and of the file system's own tables, as ntfsinfo tells them.</summary>
    internal IEnumerable<(long Start, long Length)> Clusters(IEnumerable<string> paths)
    {
        var asked = paths.Select(p => (string[])["-F", p]).Concat(new[] { 0, 1, 2, 5, 6, 9 }.Select(i => (string[])["-i", i.ToString(CultureInfo.InvariantCulture)]));
        foreach (var which in asked)
        {
            var (exit, output, _) = Tool.TryRun("ntfs-3g", "ntfsinfo", ["-v", "-f", .. which, _volume]);
            foreach (Match run in exit == 0 ? Runs().Matches(Encoding.UTF8.GetString(output)) : Enumerable.Empty<Match>())
            {
                yield return (Hex(run.Groups[1]) * 4096, Hex(run.Groups[2]) * 4096);
            }
        }
    }

    private static long Hex(Group group) => long.Parse(group.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\t\t\t0x[0-9a-f]+\t\t0x([0-9a-f]+)\t\t0x([0-9a-f]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Runs();
}
