using System.Buffers.Binary;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Wim;

/// <summary>
/// What the tables of a WIM say of its images without libwim and without DISM; they are not compressed. The lookup table is
/// read for the SHA-1 of each image's metadata resource, which stands for the whole image: that resource holds every name,
/// attribute, time, descriptor, and the SHA-1 of every stream.
/// Layout: Microsoft, "Windows Imaging File Format (WIM)" white paper.
/// </summary>
internal sealed class WimTables
{
    private const int EntrySize = 50;
    private const int FlagsOffset = 7;
    private const int Sha1Offset = 30;
    private const byte MetadataFlag = 0x02;
    private const long LargestXml = 64 << 20;
    private const long LargestLookupTable = 1L << 30;

    private readonly XElement? _xml;
    private readonly IReadOnlyList<UInt128> _images;

    private WimTables(XElement? xml, IReadOnlyList<UInt128> images) => (_xml, _images) = (xml, images);

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WimTables Read(string path, WimHeader header)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new WimTables(Description(Bytes(file, header.Xml, LargestXml)), Digests(Bytes(file, header.LookupTable, LargestLookupTable)));
    }

    /// <summary>A property below IMAGE, such as <c>WINDOWS/EDITIONID</c>; null when absent or the XML is damaged.</summary>
    public string? Property(ImageIndex image, string name)
    {
        var element = _xml?.Elements("IMAGE").FirstOrDefault(i => i.Attribute("INDEX")?.Value == image.ToString());
        return name.Split('/').Aggregate(element, (parent, child) => parent?.Element(child))?.Value;
    }

    /// <summary>Null when the WIM does not tell.</summary>
    public UInt128? DigestOf(ImageIndex image) => image.Value <= _images.Count ? _images[image.Value - 1] : null;

    private static byte[] Bytes(Microsoft.Win32.SafeHandles.SafeFileHandle file, WimHeader.Extent extent, long most)
    {
        if (extent.Length <= 0 || extent.Length > most || extent.Offset < WimHeader.Size || extent.End > RandomAccess.GetLength(file))
        {
            return [];
        }

        var bytes = new byte[extent.Length];
        return RandomAccess.Read(file, bytes, extent.Offset) == bytes.Length ? bytes : [];
    }

    private static XElement? Description(byte[] bytes)
    {
        try
        {
            using var text = new StringReader(Encoding.Unicode.GetString(bytes).TrimStart('\uFEFF'));
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The metadata resources come in the order of the images.</summary>
    private static List<UInt128> Digests(byte[] table)
    {
        var found = new List<UInt128>();
        for (var at = 0; at + EntrySize <= table.Length; at += EntrySize)
        {
            var entry = table.AsSpan(at, EntrySize);
            if ((entry[FlagsOffset] & MetadataFlag) != 0)
            {
                // 128 of the 160 bits: as many as every other digest here has.
                found.Add(BinaryPrimitives.ReadUInt128LittleEndian(entry[Sha1Offset..]));
            }
        }

        return found;
    }
}
