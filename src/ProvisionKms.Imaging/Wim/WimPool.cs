using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Wimlib;

namespace ProvisionKms.Imaging.Wim;

/// <summary>
/// Open WIMStructs of one file, so that different images can be read by different threads. Asked for an image, it
/// prefers the one that served this image last: that one still has the image's metadata in memory.
/// </summary>
internal sealed class WimPool(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(WimFile Wim, ImageIndex Image)> _idle = [];

    public T Use<T>(ImageIndex image, Func<WimFile, T> work)
    {
        var wim = Take(image) ?? WimFile.OpenForReading(path);
        try
        {
            return work(wim);
        }
        finally
        {
            lock (_gate)
            {
                _idle.Add((wim, image));
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _idle.ForEach(i => i.Wim.Dispose());
            _idle.Clear();
        }
    }

    private WimFile? Take(ImageIndex image)
    {
        lock (_gate)
        {
            if (_idle.Count == 0)
            {
                return null;
            }

            var at = Math.Max(_idle.FindIndex(i => i.Image == image), 0);
            var wim = _idle[at].Wim;
            _idle.RemoveAt(at);
            return wim;
        }
    }
}
