using System.Runtime.InteropServices;

namespace ProvisionKms.Imaging.Interop.Hivex;

/// <summary>
/// The functions of hivex.h that we use, in the header's own spelling. Strings are UTF-8. A node or a value is an offset
/// into the hive file, never 0. What a function allocates, the caller frees with free(3).
/// SetLastError clears errno before each call: "not found" is 0 or null with errno left at 0.
/// https://libguestfs.org/hivex.3.html
/// </summary>
internal static unsafe partial class Hivex
{
    /// <summary>The name with its version: the plain one exists only where the development package is installed.</summary>
    internal const string Library = "libhivex.so.0";

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial HiveHandle hivex_open(string filename, int flags);

    /// <summary>Frees the handle even when it fails.</summary>
    [LibraryImport(Library)]
    internal static partial int hivex_close(nint h);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nuint hivex_root(HiveHandle h);

    /// <summary>Returns a 0-terminated array that the caller frees.</summary>
    [LibraryImport(Library, SetLastError = true)]
    internal static partial nuint* hivex_node_children(HiveHandle h, nuint node);

    /// <summary>Returns a string that the caller frees.</summary>
    [LibraryImport(Library, SetLastError = true)]
    internal static partial byte* hivex_node_name(HiveHandle h, nuint node);

    /// <summary>Returns a 0-terminated array that the caller frees.</summary>
    [LibraryImport(Library, SetLastError = true)]
    internal static partial nuint* hivex_node_values(HiveHandle h, nuint node);

    /// <summary>Returns a string that the caller frees.</summary>
    [LibraryImport(Library, SetLastError = true)]
    internal static partial byte* hivex_value_key(HiveHandle h, nuint val);

    /// <summary>Returns <paramref name="len"/> bytes that the caller frees.</summary>
    [LibraryImport(Library, SetLastError = true)]
    internal static partial byte* hivex_value_value(HiveHandle h, nuint val, out uint t, out nuint len);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint hivex_node_add_child(HiveHandle h, nuint parent, string name);

    /// <summary>Copies <paramref name="val"/>; the caller keeps owning what it points to.</summary>
    [LibraryImport(Library, SetLastError = true)]
    internal static partial int hivex_node_set_value(HiveHandle h, nuint node, hive_set_value* val, int flags);

    /// <summary>Writes the whole hive; a null name means the file that was opened.</summary>
    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int hivex_commit(HiveHandle h, string? filename, int flags);
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct hive_set_value
{
    internal byte* key;
    internal uint t;
    internal nuint len;
    internal byte* value;
}
