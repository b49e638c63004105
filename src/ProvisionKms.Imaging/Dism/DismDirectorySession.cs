using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// A directory that holds an image, through DISM: its files under an undo journal as everywhere, its registry and product key
/// through a servicing session. What the session changes is copied into the journal before it is opened for that. What it
/// would change all over the image, as for another edition, cannot be undone so, and is refused.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class DismDirectorySession : IImageSession
{
    private readonly DismRuntime _runtime;
    private readonly ImageDirectory _directory;
    private readonly DirectoryTree _tree;
    private readonly DismHives _hives;
    private readonly DismServicing _servicing;
    private DismSession? _session;

    private DismDirectorySession(DismRuntime runtime, ImageDirectory directory)
    {
        (_runtime, _directory) = (runtime, directory);
        _hives = new DismHives(directory.Path, () => Session);
        _servicing = new DismServicing(directory.Path, () => Session) { ChangesCanBeDiscarded = false };
        _tree = new DirectoryTree(directory.Look(), _hives) { Servicing = _servicing, NotFingerprinted = ServicingFootprint.Has };
    }

    public ImageKind Kind => ImageKind.Directory;

    public string Path => _directory.Path;

    public IReadOnlyList<ImageIndex> Indexes { get; } = [new(1)];

    private DismSession Session => _session ??= DismApi.OpenOfflineSession(_directory.Root);

    /// <exception cref="ProvisionException">No DISM, no such directory, no Windows in it, or another run is at work in it.</exception>
    public static DismDirectorySession Open(string path, ImageAccess access) => Open(() => ImageDirectory.Open(path, access));

    public IImageTree Tree(ImageIndex index) => index.Value == 1
        ? _tree
        : throw new ProvisionException(Codes.ImageIndexMissing, $"a directory is one image, index 1; there is no index {index}", new SourceSpan(Path));

    public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        _directory.RequireInPlace(output);
        var serves = _hives.HasStaged || _servicing.HasStaged;
        if (!serves && _tree.Staged.IsEmpty)
        {
            return new StagedDirectory(Path, Reopen, null);
        }

        // It holds the hives, which are going to be copied.
        DismDiagnostics.Guard(Path, writing: true, CloseSession);
        return _directory.Change(Reopen, commit =>
        {
            commit.Prepare(_tree.Staged, serves ? ServicingFootprint.OfDirectory : [], progress, cancellation);
            commit.Swap();
            if (serves)
            {
                DismDiagnostics.Guard(Path, writing: true, () => Serve(cancellation));
            }
        });
    }

    public void Dispose()
    {
        try
        {
            Attempt.Repeat(() => CloseSession());
        }
        catch (DismException)
        {
            // The end of the process closes it.
            DismRuntime.NoteFailure();
        }

        _hives.Dispose();
        _runtime.Dispose();
    }

    private static DismDirectorySession Open(Func<ImageDirectory> directory)
    {
        var runtime = DismRuntime.Enter();
        try
        {
            return new DismDirectorySession(runtime, directory());
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    /// <summary>Without a look for an interrupted run: the one at work may be ours.</summary>
    private DismDirectorySession Reopen() => Open(() => _directory);

    private bool Serve(CancellationToken cancellation)
    {
        try
        {
            new ServicingEdits(Path, () => Session, cancellation).SetProductKey(_servicing.ProductKey);
            _hives.Write(Session);
            cancellation.ThrowIfCancellationRequested();
            return CloseSession();
        }
        catch
        {
            // The hives must be free before they are put back.
            TryCloseSession();
            throw;
        }
    }

    private bool CloseSession()
    {
        if (_session is { } session)
        {
            DismApi.CloseSession(session);
            _session = null;
        }

        return true;
    }

    private void TryCloseSession()
    {
        try
        {
            Attempt.Repeat(() => CloseSession());
        }
        catch (DismException)
        {
            // What was first is thrown; undoing says what stays in use.
        }
    }
}
