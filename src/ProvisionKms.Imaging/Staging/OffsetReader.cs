using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Staging;

/// <summary>A disk, media, or anything else that is read by offset. Behind the end there are zeros.</summary>
internal sealed class OffsetReader(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.RandomAccess);

    internal long Length => RandomAccess.GetLength(_file);

    internal byte[] Read(long offset, int length)
    {
        var bytes = new byte[length];
        for (var done = 0; done < length;)
        {
            var read = RandomAccess.Read(_file, bytes.AsSpan(done), offset + done);
            if (read == 0)
            {
                break;
            }

            done += read;
        }

        return bytes;
    }

    public void Dispose() => _file.Dispose();
}
