using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Hives;

/// <summary>Numbers of a file at ascending offsets, read ahead: a big hive has a million cells.</summary>
internal sealed class ForwardReader(SafeFileHandle file)
{
    private readonly byte[] _window = new byte[1 << 17];
    private long _start;
    private int _length;

    /// <summary>Beyond the end of the file everything is 0.</summary>
    internal int Int32(long offset)
    {
        if (offset < _start || offset + sizeof(int) > _start + _length)
        {
            Fill(offset);
        }

        return MemoryMarshal.Read<int>(_window.AsSpan((int)(offset - _start)));
    }

    private void Fill(long offset)
    {
        _start = offset;
        _length = RandomAccess.Read(file, _window, offset);
        _window.AsSpan(_length).Clear();
    }
}
