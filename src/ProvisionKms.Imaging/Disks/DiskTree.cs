using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;

namespace ProvisionKms.Imaging.Disks;

/// <summary>One Windows of a disk: the files of its mounted partition.</summary>
/// <param name="changes">What is different from the source; null where only reading everything can tell.</param>
[SupportedOSPlatform("linux")]
internal sealed class DiskTree(HostTree host, DirectoryTree files, DiskPartition partition, Func<IEnumerable<string>>? changes) : IImageTree
{
    /// <summary>The name that a recipe may choose it by; `inspect` shows it.</summary>
    private const string Name = "NAME";

    internal DiskPartition Partition => partition;

    internal HostTree Host => host;

    internal StagedFiles Staged => files.Staged;

    public ImageIndex Index => partition.Index!.Value;

    public string? GetProperty(string name) => name == Name ? $"partition {partition.Number}" : null;

    public void SetProperty(string name, string value) => throw new NotSupportedException("a disk has no description of its own");

    public TreeEntry? Find(ImagePath path) => files.Find(path);

    public IReadOnlyList<TreeEntry> List(ImagePath directory) => files.List(directory);

    public byte[]? ReadFile(ImagePath path) => files.ReadFile(path);

    public IRegistryHive? OpenHive(ImagePath path) => files.OpenHive(path);

    public void WriteFile(ImagePath path, ReadOnlyMemory<byte> content) => files.WriteFile(path, content);

    public bool IsOpenToOthers(ImagePath path) => files.IsOpenToOthers(path);

    public void CloseToOthers(ImagePath path) => files.CloseToOthers(path);

    public void SetRegistryValues(ImagePath hive, IReadOnlyList<RegistryValue> values) => files.SetRegistryValues(hive, values);

    /// <summary>With an overlay at hand only what changed is visited: in the source nothing, and there every change.</summary>
    public void Fingerprint(FingerprintUse use, Action<TreeFingerprint> visit, CancellationToken cancellation)
    {
        if (changes is null)
        {
            files.Fingerprint(use, visit, cancellation);
            return;
        }

        foreach (var change in changes())
        {
            visit(new TreeFingerprint(change, UInt128.One));
        }
    }
}
