using ProvisionKms.Cli.Json;

namespace ProvisionKms.Cli.Views;

internal static class DoctorView
{
    public static void Write(Page page, DoctorDocument doctor, bool wasToRepair)
    {
        page.Table(
            [new("check"), new("result"), new("found", Wraps: true)],
            doctor.Checks.Select(c => new[] { c.Name, c.Status, c.Found }));
        page.Line();
        page.Line(doctor.Ok ? "This machine has all that is needed." : "Something that is needed is missing:");
        foreach (var check in doctor.Checks.Where(c => c.Remedy is not null))
        {
            page.Line($"  {check.Name}: {check.Remedy}");
        }

        if (wasToRepair && doctor.Repaired.Count + doctor.Unmounted.Count == 0)
        {
            page.Line("nothing to repair: there was no interrupted run");
        }

        foreach (var image in doctor.Unmounted)
        {
            page.Line($"unmounted: {image}, which a killed run had left mounted");
        }

        foreach (var image in doctor.Repaired)
        {
            page.Line($"repaired: {image} is whole again: the interrupted run was undone, or finished where it could only go on");
        }
    }
}
