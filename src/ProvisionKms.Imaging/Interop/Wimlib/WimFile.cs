using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Wim;
using static ProvisionKms.Imaging.Interop.Wimlib.WimlibNative;

namespace ProvisionKms.Imaging.Interop.Wimlib;

/// <summary>
/// One WIMStruct with managed manners. libwim keeps the metadata of only one unchanged image in memory, so work on one
/// image belongs together; it allows one thread at a time per WIMStruct, hence one <see cref="WimFile"/> per thread.
/// </summary>
internal sealed class WimFile : IDisposable
{
    private readonly WimHandle _handle;
    private readonly string _path;
    private readonly bool _writing;

    private WimFile(WimHandle handle, string path, bool writing) => (_handle, _path, _writing) = (handle, path, writing);

    public static WimFile OpenForReading(string path) => Open(path, writing: false);

    /// <summary>The file is not touched before <see cref="Overwrite"/>.</summary>
    public static WimFile OpenForWriting(string path) => Open(path, writing: true);

    private static WimFile Open(string path, bool writing)
    {
        WimlibLibrary.EnsureReady();
        WimHandle? handle = null;
        try
        {
            WimlibException.ThrowIfFailed(wimlib_open_wim(path, OpenFlags.ErrorIfSplit, out handle), "open");
            return new WimFile(handle, path, writing);
        }
        catch (WimlibException error)
        {
            handle?.Dispose();
            throw WimDiagnostics.From(error, path, writing: false);
        }
    }

    public WimInfo Info()
    {
        Check(wimlib_get_wim_info(_handle, out var info), "read header");
        return info;
    }

    public string? GetProperty(ImageIndex image, string name) => wimlib_get_image_property(_handle, image.Value, name);

    public void SetProperty(ImageIndex image, string name, string value) =>
        Check(wimlib_set_image_property(_handle, image.Value, name, value), $"set {name}");

    /// <summary>Visits one entry, its children, or all below it. False when there is nothing at the path.</summary>
    public unsafe bool Visit(ImageIndex image, ImagePath path, IterateFlags flags, WimEntryVisitor visitor)
    {
        var walk = new Walk(visitor);
        var context = GCHandle.Alloc(walk);
        try
        {
            var error = wimlib_iterate_dir_tree(_handle, image.Value, "/" + path.ToSlashes(), flags, &OnEntry, GCHandle.ToIntPtr(context));
            walk.Failure?.Throw();
            if (error is WimlibError.PathDoesNotExist or WimlibError.Notdir)
            {
                return false;
            }

            Check(error, $"read '{path}'");
            return true;
        }
        finally
        {
            context.Free();
        }
    }

    /// <summary>Extracts one file into a folder of this machine, under its own name; true, or it throws.</summary>
    public unsafe bool Extract(ImageIndex image, ImagePath path, string folder)
    {
        var native = WimStringMarshaller.ConvertToUnmanaged("/" + path.ToSlashes());
        try
        {
            const ExtractFlags contentOnly = ExtractFlags.NoAcls | ExtractFlags.NoAttributes | ExtractFlags.NoPreserveDirStructure;
            Check(wimlib_extract_paths(_handle, image.Value, folder, &native, 1, contentOnly), $"extract '{path}'");
            return true;
        }
        finally
        {
            WimStringMarshaller.Free(native);
        }
    }

    /// <summary>
    /// Lays a tree of this machine over the image; existing directories keep all that they are. Never onto the root itself:
    /// libwim would then write FLAGS, DISPLAYNAME, PRODUCTNAME and more of the description anew from the hives
    /// (set_windows_specific_info), and read both hives to do so.
    /// </summary>
    public void Overlay(ImageIndex image, string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
        {
            Check(wimlib_add_tree(_handle, image.Value, entry, "/" + Path.GetFileName(entry), 0), "stage files");
        }
    }

    /// <summary>
    /// Appends what was staged and then replaces the header; an integrity table is kept when there was one, and so is a
    /// read-only mark, which the caller has respected where it matters.
    /// </summary>
    public unsafe void Overwrite(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var watch = new WriteWatch(progress, cancellation);
        var context = GCHandle.Alloc(watch);
        try
        {
            wimlib_register_progress_function(_handle, &OnProgress, GCHandle.ToIntPtr(context));
            var error = wimlib_overwrite(_handle, WriteFlags.Fsync | WriteFlags.IgnoreReadonlyFlag, 0);
            watch.Failure?.Throw();
            cancellation.ThrowIfCancellationRequested();
            Check(error, "write");
        }
        finally
        {
            wimlib_register_progress_function(_handle, null, 0);
            context.Free();
        }
    }

    public void Dispose() => _handle.Dispose();

    private void Check(WimlibError error, string operation)
    {
        try
        {
            WimlibException.ThrowIfFailed(error, operation);
        }
        catch (WimlibException failure)
        {
            throw WimDiagnostics.From(failure, _path, _writing);
        }
    }

    [UnmanagedCallersOnly]
    private static unsafe int OnEntry(DirEntry* entry, nint context)
    {
        var walk = (Walk)GCHandle.FromIntPtr(context).Target!;
        try
        {
            walk.Visitor(in *entry);
            return 0;
        }
        catch (Exception error)
        {
            // An exception must not cross native frames: stop the walk, rethrow after it.
            walk.Failure = ExceptionDispatchInfo.Capture(error);
            return -1;
        }
    }

    [UnmanagedCallersOnly]
    private static unsafe ProgressStatus OnProgress(ProgressMessage message, void* info, nint context)
    {
        var watch = (WriteWatch)GCHandle.FromIntPtr(context).Target!;
        try
        {
            if (message == ProgressMessage.WriteStreams)
            {
                var streams = (WriteStreamsInfo*)info;
                watch.Progress?.Report(new WorkProgress("writing", (long)streams->CompletedBytes, (long)streams->TotalBytes));
            }
            else if (message == ProgressMessage.CalcIntegrity)
            {
                var integrity = (IntegrityInfo*)info;
                watch.Progress?.Report(new WorkProgress("integrity table", (long)integrity->CompletedBytes, (long)integrity->TotalBytes));
            }

            return watch.Cancellation.IsCancellationRequested ? ProgressStatus.Abort : ProgressStatus.Continue;
        }
        catch (Exception error)
        {
            watch.Failure = ExceptionDispatchInfo.Capture(error);
            return ProgressStatus.Abort;
        }
    }

    private sealed class Walk(WimEntryVisitor visitor)
    {
        public WimEntryVisitor Visitor { get; } = visitor;

        public ExceptionDispatchInfo? Failure { get; set; }
    }

    private sealed class WriteWatch(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        public IProgress<WorkProgress>? Progress { get; } = progress;

        public CancellationToken Cancellation { get; } = cancellation;

        public ExceptionDispatchInfo? Failure { get; set; }
    }
}

/// <summary>Gets one entry; it is gone when the call returns.</summary>
internal delegate void WimEntryVisitor(in DirEntry entry);
