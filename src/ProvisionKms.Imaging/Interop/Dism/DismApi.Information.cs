namespace ProvisionKms.Imaging.Interop.Dism;

internal static unsafe partial class DismApi
{
    /// <summary>The images of a WIM, VHD or VHDX.</summary>
    public static IReadOnlyList<DismImageInfo> GetImageInfo(string imageFilePath)
    {
        lock (Gate)
        {
            var hresult = DismNative.DismGetImageInfo(imageFilePath, out var images, out var count);
            using var _ = new Owned(images);
            ThrowIfFailed(hresult, nameof(GetImageInfo));
            var found = new DismImageInfo[count];
            for (var i = 0; i < found.Length; i++)
            {
                found[i] = DismImageInfo.From(in images[i]);
            }

            return found;
        }
    }

    /// <summary>All mounts of the machine, ours and others'.</summary>
    public static IReadOnlyList<DismMountedImageInfo> GetMountedImages()
    {
        lock (Gate)
        {
            var hresult = DismNative.DismGetMountedImageInfo(out var mounts, out var count);
            using var _ = new Owned(mounts);
            ThrowIfFailed(hresult, nameof(GetMountedImages));
            var found = new DismMountedImageInfo[count];
            for (var i = 0; i < found.Length; i++)
            {
                found[i] = DismMountedImageInfo.From(in mounts[i]);
            }

            return found;
        }
    }

    /// <summary>What DISM has to say of the last call that failed; null when nothing.</summary>
    public static string? GetLastErrorMessage()
    {
        lock (Gate)
        {
            var hresult = DismNative.DismGetLastErrorMessage(out var message);
            using var _ = new Owned(message);
            return DismException.IsSuccess(hresult) ? Text(message) : null;
        }
    }

    private static string? Text(DismString_* text) => text is null ? null : DismText.Of(text->Value);

    /// <summary>What DISM allocated. It is freed after a failure too: some functions give something even then.</summary>
    private readonly struct Owned(void* structure) : IDisposable
    {
        private readonly void* _structure = structure;

        public void Dispose()
        {
            if (_structure is not null)
            {
                _ = DismNative.DismDelete(_structure);
            }
        }
    }
}
