using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// One image of a WIM or virtual disk. It is mounted read-only when its files are asked for, and stays so until it is let go;
/// its description is known without. Edits are kept aside until the session commits them.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class DismTree : IImageTree, IDisposable
{
    private readonly DismImage _image;
    private readonly DismHives _hives;
    private readonly DismServicing _servicing;
    private (ImageMount Mount, DirectoryTree Files)? _mounted;
    private StagedFiles? _staged;

    public DismTree(DismImage image, ImageIndex index)
    {
        (_image, Index) = (image, index);
        _hives = new DismHives(image.Path, () => Mount.Session);
        _servicing = new DismServicing(image.Path, () => Mount.Session);
    }

    public ImageIndex Index { get; }

    public IImageServicing Servicing => _servicing;

    public bool IsStaged => Files is { Count: > 0 } || _hives.HasStaged || _servicing.HasStaged;

    /// <summary>What is staged, for the commit.</summary>
    public DismEdits Edits => new(Index, Files ?? [], _hives, _servicing);

    private IReadOnlyCollection<StagedFile>? Files => (_mounted?.Files.Staged ?? _staged)?.All;

    private ImageMount Mount => Mounted.Mount;

    private (ImageMount Mount, DirectoryTree Files) Mounted => _mounted ??= MountNow();

    public string? GetProperty(string name) => _image.Property(Index, name);

    public void SetProperty(string name, string value) => throw new ProvisionException(
        Codes.DescriptionNotWritable, $"DISM cannot write '{name}' into the description of image {Index}", new SourceSpan(_image.Path), Codes.DescriptionNotWritable.Hint);

    public TreeEntry? Find(ImagePath path) => Mounted.Files.Find(path);

    public IReadOnlyList<TreeEntry> List(ImagePath directory) => Mounted.Files.List(directory);

    public byte[]? ReadFile(ImagePath path) => Mounted.Files.ReadFile(path);

    public IRegistryHive? OpenHive(ImagePath path) => Mounted.Files.OpenHive(path);

    public void WriteFile(ImagePath path, ReadOnlyMemory<byte> content) => Mounted.Files.WriteFile(path, content);

    public void SetRegistryValues(ImagePath hive, IReadOnlyList<RegistryValue> values) => Mounted.Files.SetRegistryValues(hive, values);

    public void Fingerprint(FingerprintUse use, Action<TreeFingerprint> visit, CancellationToken cancellation)
    {
        if (use == FingerprintUse.OfUnplanned && _image.DigestOf(Index) is { } digest)
        {
            visit(new TreeFingerprint("", digest));
            return;
        }

        MountFingerprint.Visit(Mount.Path, visit, cancellation);
    }

    /// <summary>Unmounts, so that the image file can be replaced. What is staged stays.</summary>
    public void Release()
    {
        _staged = _mounted?.Files.Staged ?? _staged;
        _mounted?.Mount.Dispose();
        _mounted = null;
    }

    public void Dispose()
    {
        Release();
        _hives.Dispose();
    }

    private (ImageMount, DirectoryTree) MountNow()
    {
        var mount = DismDiagnostics.Guard(_image.Path, writing: false, () =>
            ImageMount.Mount(_image.Path, Index, DismMountFlags.ReadOnly, _image.Surroundings.Progress, _image.Surroundings));
        try
        {
            return (mount, new DirectoryTree(new HostTree(mount.Path), _hives) { Index = Index, Servicing = _servicing });
        }
        catch
        {
            mount.Dispose();
            throw;
        }
    }
}
