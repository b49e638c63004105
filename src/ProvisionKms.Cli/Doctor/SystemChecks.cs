using System.Runtime.InteropServices;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Doctor;

/// <summary>What runs us, and what the usual backend of this system needs.</summary>
internal static class SystemChecks
{
    public static IEnumerable<Check> All()
    {
        yield return new Check("system", $"{RuntimeInformation.OSDescription.Trim()} ({RuntimeInformation.OSArchitecture})", Needed: true);
        yield return new Check(".NET", RuntimeInformation.FrameworkDescription, Needed: true);
        yield return BackendCheck.Of(new ImageOpener().Backend);
        foreach (var check in OperatingSystem.IsWindows() ? WindowsChecks.Of(WindowsMachine.Look()) : NativeLibraries.All().Select(Of))
        {
            yield return check;
        }
    }

    private static Check Of(NativeLibraryState library) => library.IsInstalled
        ? new Check(library.Name, library.Version ?? "installed", Needed: true)
        : new Check(library.Name, $"not installed; needed for {library.Purpose}", Needed: true,
            new Diagnostic(Codes.LibraryMissing, $"{library.Name} is needed for {library.Purpose} and is not installed", Hint: library.Remedy));
}
