using System.Security.Cryptography;
using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Tests.Provisioning;

/// <summary>Reads a <see cref="MemoryWindows"/> and stages edits to it, in the order that a commit by DISM has.</summary>
internal sealed class MemoryTree(MemoryWindows windows) : IImageTree, IImageServicing
{
    private readonly List<Action<MemoryWindows>> _serviced = [];
    private readonly List<Action<MemoryWindows>> _written = [];
    private string? _edition;

    public ImageIndex Index => new(1);

    public IImageServicing? Servicing => windows.Stack is null ? null : this;

    public string CurrentEdition => _edition ?? (Stack.Silence is { } silence ? throw silence : Stack.Edition);

    public IReadOnlyList<string> TargetEditions => Stack.Targets;

    private MemoryServicing Stack => windows.Stack!;

    public bool Accepts(string productKey) => Stack.Takes?.Invoke(Stack.Edition, productKey) ?? true;

    public void SetEdition(string editionId)
    {
        _edition = editionId;
        _serviced.Add(w =>
        {
            w.Stack!.Edition = editionId;
            w.Stack.Done.Add("edition " + editionId);
            w.Software[@"Microsoft\Windows NT\CurrentVersion\EditionID"] = editionId;
            w.Files[@"Windows\servicing\Editions\installed.txt"] = Encoding.UTF8.GetBytes(editionId);
        });
    }

    public void SetProductKey(string productKey) => _serviced.Add(w =>
    {
        if (w.Stack!.Takes?.Invoke(w.Stack.Edition, productKey) == false)
        {
            throw new ProvisionException(Codes.CommitFailed, "the key is refused");
        }

        w.Stack.Done.Add("key " + productKey);
    });

    public void ApplyAnswerFile(ReadOnlyMemory<byte> answerFile)
    {
        var text = Encoding.UTF8.GetString(answerFile.Span);
        _written.Add(w =>
        {
            w.Stack!.Done.Add("apply " + text);
            w.Files[@"Windows\INF\oem0.inf"] = [1];
        });
    }

    public MemoryWindows Commit()
    {
        var copy = windows.Copy();
        _serviced.Concat(_written).ToList().ForEach(edit => edit(copy));
        return copy;
    }

    public string? GetProperty(string name) => name == ImageProperties.Name ? "Server" : null;

    public TreeEntry? Find(ImagePath path)
    {
        var file = windows.Files.Keys.FirstOrDefault(f => path.Equals(ImagePath.Parse(f)));
        return file is not null ? new TreeEntry(file, IsDirectory: false, windows.Files[file].Length, IsReparsePoint: false)
            : windows.Files.Keys.Any(f => ImagePath.Parse(f).IsUnder(path)) ? new TreeEntry(path, IsDirectory: true, 0, IsReparsePoint: false)
            : null;
    }

    public IReadOnlyList<TreeEntry> List(ImagePath directory) => [];

    public byte[]? ReadFile(ImagePath path) => windows.Files.GetValueOrDefault(path.ToString());

    public IRegistryHive? OpenHive(ImagePath path) => path.Equals(WindowsLayout.SoftwareHive) ? new Hive(windows.Software) : null;

    public void WriteFile(ImagePath path, ReadOnlyMemory<byte> content) => _written.Add(w => w.Files[path.ToString()] = content.ToArray());

    public void SetRegistryValues(ImagePath hive, IReadOnlyList<RegistryValue> values) =>
        _written.Add(w => values.ToList().ForEach(v => w.Software[$@"{v.Key}\{v.Name}"] = v.Text));

    public void SetProperty(string name, string value) => throw new NotSupportedException();

    public void Fingerprint(FingerprintUse use, Action<TreeFingerprint> visit, CancellationToken cancellation)
    {
        foreach (var (path, content) in windows.Files)
        {
            visit(new TreeFingerprint(path, new UInt128(BitConverter.ToUInt64(SHA256.HashData(content)), BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(path))))));
        }
    }

    private sealed class Hive(Dictionary<string, string> values) : IRegistryHive
    {
        public HiveCondition Condition => HiveCondition.Clean;

        public bool HasKey(string key) => values.Keys.Any(k => k.StartsWith(key + @"\", StringComparison.OrdinalIgnoreCase));

        public IReadOnlyList<string> SubKeys(string key) => [];

        public string? GetText(string key, string name) => values.GetValueOrDefault($@"{key}\{name}");

        public void Dispose()
        {
        }
    }
}
