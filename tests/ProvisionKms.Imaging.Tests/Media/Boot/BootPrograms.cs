using System.Runtime.CompilerServices;
using System.Text;

namespace ProvisionKms.Imaging.Tests.Media.Boot;

/// <summary>The smallest things that firmware starts: they write to the serial port that they have been.</summary>
internal static class BootPrograms
{
    internal const string BiosSays = "BIOS BOOTED";
    internal const string UefiSays = "UEFI BOOTED";

    /// <summary>mov dx, 3f8h; for each letter mov al, letter and out dx, al; cli; hlt; jmp to the hlt.</summary>
    internal static byte[] Bios()
    {
        byte[] program = [0xba, 0xf8, 0x03, .. Encoding.ASCII.GetBytes(BiosSays).SelectMany(letter => new byte[] { 0xb0, letter, 0xee }), 0xfa, 0xf4, 0xeb, 0xfc];
        return [.. program, .. new byte[4096 - program.Length]];
    }

    /// <summary>A FAT volume with the program for UEFI.</summary>
    internal static byte[] Uefi(TempFolder folder, [CallerFilePath] string here = "")
    {
        Tool.Run("gcc-mingw-w64-x86-64-win32", "x86_64-w64-mingw32-gcc",
            "-nostdlib", "-ffreestanding", "-fno-stack-protector", "-mno-red-zone", "-O1", "-Wl,--subsystem,10", "-e", "efi_main",
            "-o", folder["BOOTX64.EFI"], Path.Combine(Path.GetDirectoryName(here)!, "efi.c"));
        var volume = folder["efisys.bin"];
        Tool.Run("mtools", "mformat", "-C", "-f", "1440", "-i", volume, "::");
        Tool.Run("mtools", "mmd", "-i", volume, "::EFI", "::EFI/BOOT");
        Tool.Run("mtools", "mcopy", "-i", volume, folder["BOOTX64.EFI"], "::EFI/BOOT/BOOTX64.EFI");
        return File.ReadAllBytes(volume);
    }
}
