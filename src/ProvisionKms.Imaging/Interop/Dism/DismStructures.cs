using System.Runtime.InteropServices;

namespace ProvisionKms.Imaging.Interop.Dism;

// The structures of dismapi.h with its own field names, packed to one byte as it says. The underscore leaves the plain
// names to what DismApi returns. Strings and arrays belong to the allocation that the structure is in.

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal unsafe struct DismString_
{
    public char* Value;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal unsafe struct DismLanguage_
{
    public char* Value;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct SYSTEMTIME
{
    public ushort wYear;
    public ushort wMonth;
    public ushort wDayOfWeek;
    public ushort wDay;
    public ushort wHour;
    public ushort wMinute;
    public ushort wSecond;
    public ushort wMilliseconds;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct DismWimCustomizedInfo_
{
    public uint Size;
    public uint DirectoryCount;
    public uint FileCount;
    public SYSTEMTIME CreatedTime;
    public SYSTEMTIME ModifiedTime;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal unsafe struct DismImageInfo_
{
    public DismImageType ImageType;
    public uint ImageIndex;
    public char* ImageName;
    public char* ImageDescription;
    public ulong ImageSize;
    public uint Architecture;
    public char* ProductName;
    public char* EditionId;
    public char* InstallationType;
    public char* Hal;
    public char* ProductType;
    public char* ProductSuite;
    public uint MajorVersion;
    public uint MinorVersion;
    public uint Build;
    public uint SpBuild;
    public uint SpLevel;
    public DismImageBootable Bootable;
    public char* SystemRoot;
    public DismLanguage_* Language;
    public uint LanguageCount;
    public uint DefaultLanguageIndex;
    public void* CustomizedInfo;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal unsafe struct DismMountedImageInfo_
{
    public char* MountPath;
    public char* ImageFilePath;
    public uint ImageIndex;
    public DismMountMode MountMode;
    public DismMountStatus MountStatus;
}
