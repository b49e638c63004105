using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.AnswerFiles;

/// <summary>A single answer file as an image of one file: index 1, the file under its own name, nothing else.</summary>
public sealed class AnswerFileSession : IImageSession
{
    private readonly AnswerFileTree _tree;

    private AnswerFileSession(string path, AnswerFileTree tree) => (Path, _tree) = (path, tree);

    public ImageKind Kind => ImageKind.AnswerFile;

    public string Path { get; }

    /// <summary>The name under which edits know the file.</summary>
    internal string Name => _tree.Name;

    public IReadOnlyList<ImageIndex> Indexes { get; } = [new(1)];

    /// <exception cref="ProvisionException">The file does not exist or cannot be read.</exception>
    public static AnswerFileSession Open(string path) => Open(path, System.IO.Path.GetFileName(path));

    /// <param name="name">The name under which edits know the file.</param>
    internal static AnswerFileSession Open(string path, string name)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            return new AnswerFileSession(full, new AnswerFileTree(ImagePath.Parse(name), File.ReadAllBytes(full)));
        }
        catch (FileNotFoundException missing)
        {
            throw new ProvisionException(Codes.ImageNotFound, "the answer file does not exist", new SourceSpan(full), Codes.ImageNotFound.Hint, missing);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ProvisionException(Codes.ImageUnreadable, $"the answer file cannot be read: {e.Message}", new SourceSpan(full), Codes.ImageUnreadable.Hint, e);
        }
    }

    public IImageTree Tree(ImageIndex index) => index.Value == 1
        ? _tree
        : throw new ProvisionException(Codes.ImageIndexMissing, $"an answer file is one image, index 1; there is no index {index}", new SourceSpan(Path));

    public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        OutputDraft? draft = null;
        try
        {
            draft = OutputDraft.For(output);
            using (var file = new FileStream(draft.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(_tree.Content);
            }

            return new StagedAnswerFile(draft, _tree.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            draft?.Dispose();
            throw new ProvisionException(Codes.CommitFailed, $"the answer file could not be written: {e.Message}", new SourceSpan(output), Codes.CommitFailed.Hint, e);
        }
    }

    public void Dispose()
    {
    }
}
