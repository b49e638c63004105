namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// The whole environment of what runs in Wine. Nothing of our own is handed on: a build's variables may hold secrets,
/// and the scripts are not ours.
/// </summary>
internal static class WineEnvironment
{
    /// <summary>For programs that need no prefix. Time is UTC, and all else as on an English Windows.</summary>
    public static IReadOnlyDictionary<string, string> Bare { get; } = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/bin:/bin",
        ["LC_ALL"] = "C.UTF-8",
        ["TZ"] = "UTC",
        ["WINEARCH"] = "win64",
    };

    /// <param name="home">Stands for the home folder, so that Wine finds nothing of the user's.</param>
    /// <param name="overrides">Which programs are native, in the form of WINEDLLOVERRIDES.</param>
    public static Dictionary<string, string> For(string prefix, string home, string overrides) => new(Bare)
    {
        ["WINEPREFIX"] = prefix,
        ["HOME"] = home,
        ["WINEDEBUG"] = "-all",
        // Neither .NET nor a browser is looked for (or offered for download), and no menus are made.
        ["WINEDLLOVERRIDES"] = $"mscoree,mshtml=;winemenubuilder.exe=d{overrides}",
    };
}
