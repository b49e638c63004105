using System.Buffers;
using System.Globalization;
using System.Text;
using ProvisionKms.Images;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// Puts recorders in the place of programs. Wine would run its own program of that name all the same, unless told that
/// this one is native; and a program of its own, kept elsewhere, only when told that that path is builtin
/// (dlls/ntdll/unix/loadorder.c in Wine: the full path goes before the bare name).
/// </summary>
internal static class RecordedPrograms
{
    /// <summary>Wine has no program with these in its name.</summary>
    private static readonly SearchValues<char> s_marksOfOverrides = SearchValues.Create(",;=");

    /// <returns>What to add to WINEDLLOVERRIDES.</returns>
    public static string Place(MachineFiles files, IReadOnlyList<string> programs, byte[] recorder)
    {
        var overrides = new StringBuilder();
        KeepReal(files, MachineLayout.Windows / "regedit.exe", overrides);
        files.Write(MachineLayout.Launcher, recorder);
        foreach (var place in programs.Select(MachineLayout.PlaceOf).OfType<ImagePath>().SelectMany(place => Places(files, place)).Distinct())
        {
            KeepReal(files, place, overrides);
            if (!place.Name.AsSpan().ContainsAny(s_marksOfOverrides))
            {
                overrides.Append(CultureInfo.InvariantCulture, $";{place.Name.ToLowerInvariant()}=n");
            }

            files.Write(place, recorder);
        }

        return overrides.ToString();
    }

    /// <summary>Some programs are in the Windows folder too, or only there.</summary>
    private static IEnumerable<ImagePath> Places(MachineFiles files, ImagePath place)
    {
        yield return place;
        var inWindows = MachineLayout.Windows / place.Name;
        if (place.Parent.Equals(MachineLayout.System32) && files.Exists(inWindows))
        {
            yield return inWindows;
        }
    }

    private static void KeepReal(MachineFiles files, ImagePath place, StringBuilder overrides)
    {
        var real = MachineLayout.RealPrograms / place.Name.ToLowerInvariant();
        if (files.Read(place) is { } own && !files.Exists(real))
        {
            files.Write(real, own);
            overrides.Append(CultureInfo.InvariantCulture, $";{MachineLayout.OnDrive(real).ToLowerInvariant()}=b");
        }
    }
}
