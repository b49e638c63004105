namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// Which files of a prefix a machine gets: all but libraries, and those libraries that a program names. Most that Wine
/// has are for games, and each file costs a machine time to make and to delete.
/// </summary>
internal sealed class NeededFiles
{
    /// <summary>Below these nothing is that runs without a screen.</summary>
    private static readonly string[] s_leftOut =
    [
        "drive_c/windows/winsxs/", "drive_c/windows/syswow64/", "drive_c/windows/inf/", "drive_c/windows/resources/", "drive_c/windows/help/",
        "drive_c/windows/twain_64/", "drive_c/windows/globalization/", "drive_c/windows/Fonts/", "drive_c/Program Files/", "drive_c/Program Files (x86)/",
    ];

    /// <summary>Tables of letters are among them: Wine takes its own.</summary>
    private static readonly string[] s_libraries = [".dll", ".drv", ".cpl", ".acm", ".ax", ".ocx", ".tlb", ".nls", ".icm", ".json"];

    /// <summary>Loaded by name, by what is named in import tables.</summary>
    private static readonly string[] s_loadedByName =
    [
        "ntdll.dll", "kernel32.dll", "imm32.dll", "uxtheme.dll", "ws2_32.dll", "dnsapi.dll",
        "rsaenh.dll", "bcrypt.dll", "secur32.dll", "comctl32.dll", "crypt32.dll", "wintrust.dll",
    ];

    /// <summary>They name libraries of graphics and sound, and have nothing to do without a screen.</summary>
    private static readonly string[] s_withScreen =
    [
        "clock.exe", "control.exe", "dplaysvr.exe", "dpnsvr.exe", "dpvsetup.exe", "dxdiag.exe", "hh.exe", "iexplore.exe", "mshta.exe",
        "msinfo32.exe", "oleview.exe", "progman.exe", "spoolsv.exe", "taskmgr.exe", "uninstaller.exe", "view.exe", "winecfg.exe",
        "wineconsole.exe", "winedbg.exe", "winefile.exe", "winemine.exe", "winhlp32.exe", "write.exe",
    ];

    private static readonly EnumerationOptions s_withoutLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly DirectoryInfo _prefix;
    private readonly HashSet<string> _libraries = new(StringComparer.OrdinalIgnoreCase);

    public NeededFiles(DirectoryInfo prefix)
    {
        _prefix = prefix;
        var system = new DirectoryInfo(Path.Combine(prefix.FullName, "drive_c", "windows", "system32"));
        var programs = system.EnumerateFiles("*", s_withoutLinks).Where(f => !IsLibrary(f.Name) && !IsWithScreen(f.Name));
        var open = new Queue<string>(programs.SelectMany(f => ImportedLibraries.Of(File.ReadAllBytes(f.FullName))).Concat(s_loadedByName));
        while (open.TryDequeue(out var name))
        {
            var file = Path.Combine(system.FullName, name);
            if (File.Exists(file) && _libraries.Add(name))
            {
                ImportedLibraries.Of(File.ReadAllBytes(file)).ToList().ForEach(open.Enqueue);
            }
        }
    }

    /// <summary>Folders too, in an order in which each comes before what is in it.</summary>
    public IEnumerable<(string Path, FileSystemInfo Item)> All() =>
        from item in new DirectoryInfo(Path.Combine(_prefix.FullName, "drive_c")).EnumerateFileSystemInfos("*", s_withoutLinks)
        orderby item.FullName
        let path = Path.GetRelativePath(_prefix.FullName, item.FullName)
        where item is DirectoryInfo || IsNeeded(path, item.Name)
        select (path, item);

    private bool IsNeeded(string path, string name) =>
        !Array.Exists(s_leftOut, folder => path.StartsWith(folder, StringComparison.OrdinalIgnoreCase)) &&
        (IsLibrary(name) ? _libraries.Contains(name) : !IsWithScreen(name));

    private static bool IsLibrary(string name) => s_libraries.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private static bool IsWithScreen(string name) => Array.Exists(s_withScreen, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
}
