using System.Buffers.Binary;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// What Wine puts in place of its own programs and libraries in a prefix (dlls/setupapi/fakedll.c in Wine): the headers
/// only, marked as placeholder; Wine then loads what it has of that name. A prefix of placeholders has 4 MB, not 700,
/// so that a machine can be a full copy: nothing that a script overwrites there is anybody else's.
/// </summary>
internal static class Placeholder
{
    private const int Size = 0x400;
    private const int NtHeaders = 0x80;
    private const int CodeStart = 0x200;
    private const int CodeSize = 0x200;
    private const int CodeAddress = 0x1000;

    private const int SignatureAt = 0x40;
    private const int HeadersPointerAt = 0x3c;
    private const int FileHeaderSize = 24;
    private const int OptionalHeaderSizeAt = 20;
    private const int Pe64Magic = 0x20b;

    /// <summary>mov eax, 1; ret — for whoever runs it without Wine's own in its place.</summary>
    private static readonly byte[] s_code = [0xb8, 1, 0, 0, 0, 0xc3];

    private static ReadOnlySpan<byte> BuiltinMark => "Wine builtin DLL"u8;

    private static ReadOnlySpan<byte> Mark => "Wine placeholder DLL\0"u8;

    /// <returns>The placeholder, or null where the file is none of Wine's own programs.</returns>
    public static byte[]? Of(ReadOnlySpan<byte> file)
    {
        if (file.Length < Size || !file.StartsWith("MZ"u8) || !file[SignatureAt..].StartsWith(BuiltinMark))
        {
            return null;
        }

        var headers = BinaryPrimitives.ReadInt32LittleEndian(file[HeadersPointerAt..]);
        var optionalSize = headers > 0 && headers < Size ? BinaryPrimitives.ReadUInt16LittleEndian(file[(headers + OptionalHeaderSizeAt)..]) : 0;
        var all = FileHeaderSize + optionalSize;
        if (optionalSize == 0 || headers + all > file.Length || NtHeaders + all + 40 > CodeStart)
        {
            return null;
        }

        var result = new byte[Size];
        file[..SignatureAt].CopyTo(result);
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(HeadersPointerAt), NtHeaders);
        Mark.CopyTo(result.AsSpan(SignatureAt));
        file.Slice(headers, all).CopyTo(result.AsSpan(NtHeaders));
        Shrink(result.AsSpan(NtHeaders, all));
        WriteSection(result.AsSpan(NtHeaders + all));
        s_code.CopyTo(result, CodeStart);
        return result;
    }

    /// <summary>One section, nothing imported or exported.</summary>
    private static void Shrink(Span<byte> headers)
    {
        var optional = headers[FileHeaderSize..];
        BinaryPrimitives.WriteUInt16LittleEndian(headers[6..], 1);
        Write(optional, 4, CodeSize);
        Write(optional, 8, 0);
        Write(optional, 12, 0);
        Write(optional, 16, CodeAddress); // entry point
        Write(optional, 20, CodeAddress); // base of code
        Write(optional, 32, CodeAddress); // alignment in memory
        Write(optional, 36, CodeSize); // alignment in the file
        Write(optional, 56, 2 * CodeAddress); // size in memory
        Write(optional, 60, CodeStart); // size of the headers
        Write(optional, 64, 0); // checksum
        optional[(BinaryPrimitives.ReadUInt16LittleEndian(optional) == Pe64Magic ? 112 : 96)..].Clear();
    }

    private static void WriteSection(Span<byte> section)
    {
        const int ReadableCode = 0x60000020;
        ".text"u8.CopyTo(section);
        Write(section, 8, CodeSize);
        Write(section, 12, CodeAddress);
        Write(section, 16, CodeSize);
        Write(section, 20, CodeStart);
        Write(section, 36, ReadableCode);
    }

    private static void Write(Span<byte> bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], value);
}
