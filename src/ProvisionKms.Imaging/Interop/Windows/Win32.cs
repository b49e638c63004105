namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>Constants of winbase.h, winnt.h and winerror.h, in the order of their headers.</summary>
internal static class Win32
{
    internal const uint FILE_READ_ATTRIBUTES = 0x80;
    internal const uint FILE_WRITE_ATTRIBUTES = 0x100;
    internal const uint DELETE = 0x10000;
    internal const uint READ_CONTROL = 0x20000;
    internal const uint WRITE_DAC = 0x40000;
    internal const uint WRITE_OWNER = 0x80000;
    internal const uint GENERIC_READ = 0x80000000;
    internal const uint GENERIC_WRITE = 0x40000000;

    internal const uint FILE_FLAG_OPEN_REPARSE_POINT = 0x00200000;
    internal const uint FILE_FLAG_BACKUP_SEMANTICS = 0x02000000;
    internal const uint FILE_FLAG_SEQUENTIAL_SCAN = 0x08000000;

    internal const uint MOVEFILE_REPLACE_EXISTING = 1;
    internal const uint MOVEFILE_WRITE_THROUGH = 8;

    internal const int ERROR_INVALID_FUNCTION = 1;
    internal const int ERROR_FILE_NOT_FOUND = 2;
    internal const int ERROR_PATH_NOT_FOUND = 3;
    internal const int ERROR_ACCESS_DENIED = 5;
    internal const int ERROR_SHARING_VIOLATION = 32;
    internal const int ERROR_LOCK_VIOLATION = 33;
    internal const int ERROR_HANDLE_EOF = 38;
    internal const int ERROR_NOT_SUPPORTED = 50;
    internal const int ERROR_INVALID_PARAMETER = 87;
    internal const int ERROR_CALL_NOT_IMPLEMENTED = 120;
    internal const int ERROR_INVALID_NAME = 123;
    internal const int ERROR_DIR_NOT_EMPTY = 145;
    internal const int ERROR_BAD_PATHNAME = 161;
    internal const int ERROR_MORE_DATA = 234;
    internal const int ERROR_REQUEST_ABORTED = 1235;
}
