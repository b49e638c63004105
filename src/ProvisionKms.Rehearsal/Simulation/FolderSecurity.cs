namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>
/// Who may write to folders, as far as icacls.exe was told. As found, everybody may: files that were put into an image
/// through ntfs-3g with default options have such a descriptor, and a folder above may pass it on. The icacls.exe of
/// NT 6.0 cannot stop that; there the rights of the Windows folder are believed to be what they are as installed.
/// </summary>
internal sealed class FolderSecurity(WindowsProfile windows)
{
    private static readonly string[] Administrators =
    [
        "S-1-5-18", // Local System
        "S-1-5-32-544", // Administrators
        "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464", // TrustedInstaller
    ];

    private static readonly string[] WriteRights = ["F", "M", "W", "D", "DE", "WD", "AD", "WEA", "WA", "DC", "WDAC", "WO", "GA", "GW", "MA"];

    private readonly Dictionary<string, Access> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Accounts that were given by names, which differ with the language of Windows.</summary>
    public IReadOnlyList<string> NamesUsed => [.. _folders.Values.SelectMany(a => a.Granted.Keys).Where(who => !who.StartsWith('*')).Distinct()];

    /// <returns>Why ordinary users may write to the folder, or null when they may not.</returns>
    public string? WhyOpen(string folder)
    {
        if (!_folders.TryGetValue(Normal(folder), out var access))
        {
            return "its permissions were left as they are";
        }

        if (access.Inherits && !windows.IsNt60)
        {
            return "it still inherits the permissions of the folder above";
        }

        var open = access.Granted.Where(g => !Administrators.Contains(g.Key.TrimStart('*'), StringComparer.OrdinalIgnoreCase) && Writes(g.Value)).Select(g => g.Key).FirstOrDefault();
        return open is null ? null : $"{open} may write to it";
    }

    public Access Of(string folder) => _folders.TryGetValue(Normal(folder), out var access) ? access : _folders[Normal(folder)] = new Access();

    private static bool Writes(string rights) =>
        rights.Split('(', ')', ',').Any(right => WriteRights.Contains(right.Trim(), StringComparer.OrdinalIgnoreCase));

    /// <summary><c>folder\.</c> is the folder; <c>folder\*</c> is what is in it, and another thing.</summary>
    private static string Normal(string folder)
    {
        var path = folder.Replace('/', '\\').TrimEnd('\\');
        return path.EndsWith(@"\.", StringComparison.Ordinal) ? path[..^2] : path;
    }

    internal sealed class Access
    {
        public bool Inherits { get; set; } = true;

        /// <summary>Rights by account, as they were written.</summary>
        public Dictionary<string, string> Granted { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
