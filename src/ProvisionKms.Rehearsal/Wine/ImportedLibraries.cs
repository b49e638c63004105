using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>The libraries that a program of Windows names in its import tables (learn.microsoft.com/windows/win32/debug/pe-format).</summary>
internal static class ImportedLibraries
{
    private const int ImportSize = 20;
    private const int ImportNameAt = 12;
    private const int DelayImportSize = 32;
    private const int DelayImportNameAt = 4;
    private const int LongestName = 260;

    /// <summary>In lower case; none for a file that is no such program.</summary>
    public static IReadOnlyList<string> Of(byte[] file)
    {
        try
        {
            using var reader = new PEReader(new MemoryStream(file));
            return reader.PEHeaders.PEHeader is { } header
                ? [.. Names(reader, header.ImportTableDirectory, ImportSize, ImportNameAt), .. Names(reader, header.DelayImportTableDirectory, DelayImportSize, DelayImportNameAt)]
                : [];
        }
        catch (BadImageFormatException)
        {
            return [];
        }
    }

    /// <summary>A table ends with an entry that has no name.</summary>
    private static IEnumerable<string> Names(PEReader reader, DirectoryEntry table, int entrySize, int nameAt)
    {
        for (var entry = table.RelativeVirtualAddress; table.Size > 0; entry += entrySize)
        {
            var block = reader.GetSectionData(entry);
            if (block.Length < entrySize || block.GetReader(nameAt, sizeof(int)).ReadInt32() is not (> 0 and var name))
            {
                yield break;
            }

            yield return Text(reader.GetSectionData(name));
        }
    }

    private static string Text(PEMemoryBlock block)
    {
        var bytes = block.GetReader(0, Math.Min(block.Length, LongestName)).ReadBytes(Math.Min(block.Length, LongestName));
        var end = Array.IndexOf(bytes, (byte)0);
        return Encoding.ASCII.GetString(bytes, 0, end < 0 ? bytes.Length : end).ToLowerInvariant();
    }
}
