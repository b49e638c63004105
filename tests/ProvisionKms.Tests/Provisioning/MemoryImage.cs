using System.Text;
using ProvisionKms.Images;

namespace ProvisionKms.Tests.Provisioning;

/// <summary>
/// An image of one index in memory, with a servicing stack that notes what it is asked. It is its own opener: what was published
/// is what the next one opens.
/// </summary>
internal sealed class MemoryImage(MemoryWindows windows) : IImageOpener
{
    public MemoryWindows Windows { get; private set; } = windows;

    public int Commits { get; private set; }

    /// <summary>Done to the copy that a commit makes, after all that was staged: a commit that does more than it should.</summary>
    public Action<MemoryWindows>? Meddle { get; init; }

    public IImageSession Open(string path, ImageAccess access) => new Session(this, Windows);

    private sealed class Session(MemoryImage image, MemoryWindows windows) : IImageSession
    {
        private readonly MemoryTree _tree = new(windows);

        public ImageKind Kind => ImageKind.Vhdx;

        public string Path => System.IO.Path.GetFullPath("image");

        public IReadOnlyList<ImageIndex> Indexes { get; } = [new ImageIndex(1)];

        public IImageTree Tree(ImageIndex index) => _tree;

        public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
        {
            image.Commits++;
            var made = _tree.Commit();
            image.Meddle?.Invoke(made);
            return new Staged(image, made);
        }

        public void Dispose()
        {
        }
    }

    private sealed class Staged(MemoryImage image, MemoryWindows made) : IStagedImage
    {
        public IImageSession Reopen() => new Session(image, made);

        public void Publish() => image.Windows = made;

        public void Dispose()
        {
        }
    }
}

/// <summary>Files, SOFTWARE values and what the servicing stack of a Windows says.</summary>
internal sealed record MemoryWindows
{
    public Dictionary<string, byte[]> Files { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, string> Software { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: a backend without one.</summary>
    public MemoryServicing? Stack { get; init; } = new();

    public MemoryWindows Copy() => this with
    {
        Files = new(Files, StringComparer.OrdinalIgnoreCase),
        Software = new(Software, StringComparer.OrdinalIgnoreCase),
        Stack = Stack is null ? null : Stack with { Done = [.. Stack.Done] },
    };

    public MemoryWindows With(string path, string content)
    {
        var copy = Copy();
        copy.Files[path] = Encoding.UTF8.GetBytes(content);
        return copy;
    }

    public static MemoryWindows Server2019(string editionId = "ServerStandard", MemoryServicing? stack = null) => new()
    {
        Software =
        {
            [@"Microsoft\Windows NT\CurrentVersion\EditionID"] = editionId,
            [@"Microsoft\Windows NT\CurrentVersion\InstallationType"] = "Server",
            [@"Microsoft\Windows NT\CurrentVersion\CurrentBuildNumber"] = "17763",
            [@"Microsoft\Windows NT\CurrentVersion\CurrentMajorVersionNumber"] = "10",
            [@"Microsoft\Windows NT\CurrentVersion\CurrentMinorVersionNumber"] = "0",
            [@"Microsoft\Windows\CurrentVersion\Setup\State\ImageState"] = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE",
        },
        Stack = stack ?? new MemoryServicing { Edition = editionId },
    };
}

internal sealed record MemoryServicing
{
    public string Edition { get; set; } = "ServerStandard";

    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Keys that the stack takes, by the edition that it takes them for; null: all.</summary>
    public Func<string, string, bool>? Takes { get; init; }

    /// <summary>What the stack was made to do, over all commits.</summary>
    public List<string> Done { get; init; } = [];

    /// <summary>Thrown instead of an answer about editions.</summary>
    public Exception? Silence { get; init; }
}
