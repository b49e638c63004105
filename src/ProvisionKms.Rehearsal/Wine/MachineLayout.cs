using ProvisionKms.Images;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>Where things are on drive C: of a machine.</summary>
internal static class MachineLayout
{
    public static readonly ImagePath Windows = "windows";
    public static readonly ImagePath System32 = @"windows\system32";

    /// <summary>Wine's own programs in whose place recorders are.</summary>
    public static readonly ImagePath RealPrograms = @"pkms\real";

    /// <summary>The recorder that starts a run's command.</summary>
    public static readonly ImagePath Launcher = @"pkms\run.exe";

    public static readonly ImagePath RegistryEditor = RealPrograms / "regedit.exe";

    public static string OnDrive(ImagePath path) => $@"C:\{path}";

    /// <summary>Where a program is, named as in <see cref="MachineSetup.Programs"/>; none on a drive that no machine has.</summary>
    public static ImagePath? PlaceOf(string program)
    {
        var name = Path.HasExtension(program) ? program : program + ".exe";
        if (!name.Contains('\\') && !name.Contains(':'))
        {
            return System32 / name;
        }

        return name.StartsWith(@"C:\", StringComparison.OrdinalIgnoreCase) ? ImagePath.Parse(name[3..]) : null;
    }
}
