using System.Security.Cryptography;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.AnswerFiles;

/// <summary>The answer file, as it was read and as edits changed it since.</summary>
internal sealed class AnswerFileTree : IImageTree
{
    private readonly ImagePath _path;
    private readonly UInt128 _digest;

    internal AnswerFileTree(ImagePath path, byte[] content)
    {
        (_path, Content) = (path, content);
        _digest = BitConverter.ToUInt128(SHA256.HashData(content));
    }

    internal byte[] Content { get; private set; }

    internal string Name => _path.Name;

    public ImageIndex Index => new(1);

    public string? GetProperty(string name) => null;

    public TreeEntry? Find(ImagePath path) =>
        path.Equals(_path) ? new TreeEntry(_path, IsDirectory: false, Content.Length, IsReparsePoint: false)
        : path.Equals(ImagePath.Root) ? new TreeEntry(ImagePath.Root, IsDirectory: true, 0, IsReparsePoint: false)
        : null;

    public IReadOnlyList<TreeEntry> List(ImagePath directory) => directory.Equals(ImagePath.Root) ? [Find(_path)!] : [];

    public byte[]? ReadFile(ImagePath path) => path.Equals(_path) ? Content.ToArray() : null;

    public IRegistryHive? OpenHive(ImagePath path) => null;

    public void WriteFile(ImagePath path, ReadOnlyMemory<byte> content) =>
        Content = path.Equals(_path) ? content.ToArray() : throw new NotSupportedException($"an answer file holds no '{path}'");

    public void SetRegistryValues(ImagePath hive, IReadOnlyList<RegistryValue> values) =>
        throw new ProvisionException(Codes.HiveMissing, "an answer file holds no registry hive", hint: "leave `registry` out of `inject`");

    public void SetProperty(string name, string value) =>
        throw new NotSupportedException("an answer file has no description of its own");

    public void Fingerprint(FingerprintUse use, Action<TreeFingerprint> visit, CancellationToken cancellation) =>
        visit(new TreeFingerprint(_path.ToString(), _digest));
}
