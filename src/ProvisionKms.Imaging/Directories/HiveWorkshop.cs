using System.Runtime.Versioning;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>Private copies of hives that are being edited; gone with the session.</summary>
[SupportedOSPlatform("linux")]
internal sealed class HiveWorkshop : IDisposable
{
    private ScratchFolder? _folder;
    private int _count;

    /// <summary>The private file of a staged hive: itself when it is one already.</summary>
    internal string Own(StagedFile staged)
    {
        if (staged.HostFile is not null)
        {
            return staged.HostFile;
        }

        var copy = NextName();
        staged.CopyTo(copy);
        return copy;
    }

    internal string Copy(string hive)
    {
        var copy = NextName();
        FileCopy.Copy(hive, copy, progress: null, CancellationToken.None);
        return copy;
    }

    public void Dispose() => _folder?.Dispose();

    private string NextName()
    {
        _folder ??= new ScratchFolder();
        return Path.Combine(_folder.Path, $"hive-{_count++}");
    }
}
