using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Interop.Hivex;

/// <summary>A key of an open hive.</summary>
internal readonly record struct HiveNode(nuint Offset);

/// <summary>A value of an open hive.</summary>
internal readonly record struct HiveValue(nuint Offset);

/// <summary>
/// An open hive, each call checked. Opened for reading the file is mapped, so it must not shrink meanwhile; opened for
/// writing it is read into memory, and nothing is written before <see cref="Commit"/>.
/// hivex checks most of what it follows, but asserts (ends the process) or reads on where a hive is built to
/// mislead it: look at the file with <see cref="Hives.HiveBins"/> and <see cref="Hives.HiveKeyCheck"/> first.
/// </summary>
internal sealed unsafe class NativeHive : IDisposable
{
    private readonly HiveHandle _handle;

    private NativeHive(HiveHandle handle) => _handle = handle;

    /// <exception cref="HivexException">hivex does not take the file for a hive.</exception>
    /// <exception cref="ProvisionException">hivex is not installed.</exception>
    internal static NativeHive Open(string path, HivexOpenFlags flags)
    {
        try
        {
            var handle = Hivex.hivex_open(path, (int)flags);
            HivexException.ThrowIfFailed(handle.IsInvalid, nameof(Hivex.hivex_open));
            return new NativeHive(handle);
        }
        catch (DllNotFoundException missing)
        {
            throw new ProvisionException(
                Codes.LibraryMissing,
                "libhivex.so.0, which reads and writes registry hives, is not installed",
                hint: "apt-get install libhivex0",
                inner: missing);
        }
    }

    internal HiveNode Root()
    {
        var root = Hivex.hivex_root(_handle);
        HivexException.ThrowIfFailed(root == 0, nameof(Hivex.hivex_root));
        return new HiveNode(root);
    }

    internal HiveNode[] Children(HiveNode node)
    {
        var list = Hivex.hivex_node_children(_handle, node.Offset);
        HivexException.ThrowIfFailed(list is null, nameof(Hivex.hivex_node_children));
        return Array.ConvertAll(TakeOffsets(list), offset => new HiveNode(offset));
    }

    /// <summary>Null for a name that is no valid UTF-16: Windows allows it, and nothing we look for is called so.</summary>
    internal string? Name(HiveNode node) => TakeString(Hivex.hivex_node_name(_handle, node.Offset));

    internal HiveValue[] Values(HiveNode node)
    {
        var list = Hivex.hivex_node_values(_handle, node.Offset);
        HivexException.ThrowIfFailed(list is null, nameof(Hivex.hivex_node_values));
        return Array.ConvertAll(TakeOffsets(list), offset => new HiveValue(offset));
    }

    /// <summary>Null for a name that is no valid UTF-16.</summary>
    internal string? Name(HiveValue value) => TakeString(Hivex.hivex_value_key(_handle, value.Offset));

    internal byte[] Data(HiveValue value, out HiveType type)
    {
        var data = Hivex.hivex_value_value(_handle, value.Offset, out var number, out var length);
        HivexException.ThrowIfFailed(data is null, nameof(Hivex.hivex_value_value));
        type = (HiveType)number;
        try
        {
            return new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
        }
        finally
        {
            NativeMemory.Free(data);
        }
    }

    internal HiveNode AddChild(HiveNode parent, string name)
    {
        var child = Hivex.hivex_node_add_child(_handle, parent.Offset, name);
        HivexException.ThrowIfFailed(child == 0, nameof(Hivex.hivex_node_add_child));
        return new HiveNode(child);
    }

    /// <summary>Adds the value, or replaces the one whose name differs at most in case. hivex rewrites all values of the key.</summary>
    internal void SetValue(HiveNode node, string name, HiveType type, ReadOnlySpan<byte> data)
    {
        var key = Utf8StringMarshaller.ConvertToUnmanaged(name);
        try
        {
            fixed (byte* bytes = data)
            {
                var value = new hive_set_value { key = key, t = (uint)type, len = (nuint)data.Length, value = bytes };
                var result = Hivex.hivex_node_set_value(_handle, node.Offset, &value, 0);
                HivexException.ThrowIfFailed(result == -1, nameof(Hivex.hivex_node_set_value));
            }
        }
        finally
        {
            Utf8StringMarshaller.Free(key);
        }
    }

    /// <summary>Writes the hive over the file that was opened, both sequence numbers raised by one and equal.</summary>
    /// <param name="target">The file to write; null for the one that was opened.</param>
    internal void Commit(string? target = null) =>
        HivexException.ThrowIfFailed(Hivex.hivex_commit(_handle, target, 0) == -1, nameof(Hivex.hivex_commit));

    public void Dispose() => _handle.Dispose();

    private static nuint[] TakeOffsets(nuint* list)
    {
        try
        {
            var count = 0;
            while (list[count] != 0)
            {
                count++;
            }

            return new ReadOnlySpan<nuint>(list, count).ToArray();
        }
        finally
        {
            NativeMemory.Free(list);
        }
    }

    private static string? TakeString(byte* text)
    {
        try
        {
            return Utf8StringMarshaller.ConvertToManaged(text);
        }
        finally
        {
            NativeMemory.Free(text);
        }
    }
}
