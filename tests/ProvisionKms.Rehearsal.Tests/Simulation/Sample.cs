using ProvisionKms.Catalog;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Tests.Simulation;

/// <summary>Simulated Windows for tests, and calls as a script makes them.</summary>
internal static class Sample
{
    public static readonly KmsHost Host = KmsHost.Create("kms.example.net");

    public static CatalogEdition Edition(string product, string edition) => WindowsCatalog.Default.Find(product, edition)!;

    public static WindowsProfile Profile(string product = "windows-server-2019", string edition = "standard", ActivationMethod method = ActivationMethod.Kms)
    {
        var found = Edition(product, edition);
        return new WindowsProfile(found, found, found.KmsKey!, method, method == ActivationMethod.Kms ? Host : null);
    }

    public static WindowsProfile Evaluation()
    {
        var target = Edition("windows-server-2019", "standard");
        return new WindowsProfile(Edition("windows-server-2019", "standard-evaluation"), target, target.KmsKey!, ActivationMethod.Kms, Host);
    }

    public static SimulatedWindows Windows(WindowsProfile? profile = null) => new(profile ?? Profile(), _ => null);

    public static CallAnswer Call(this SimulatedWindows windows, string program, params string[] arguments) =>
        windows.CallAt(windows.Clock.Now, program, arguments);

    public static CallAnswer CallAt(this SimulatedWindows windows, TimeSpan now, string program, params string[] arguments) =>
        windows.Answer(new ProgramCall(program, string.Join(' ', [program, .. arguments]), arguments, @"C:\"), now);

    public static CallAnswer Slmgr(this SimulatedWindows windows, params string[] arguments) =>
        windows.Call("cscript", ["//nologo", "//T:90", @"C:\windows\System32\slmgr.vbs", .. arguments]);

    public static CallAnswer Status(this SimulatedWindows windows) =>
        windows.Call("cscript", "//nologo", @"C:\windows\Setup\Scripts\ProvisionKms\Status.vbs");
}
