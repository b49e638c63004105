using ProvisionKms.Cli.Json;

namespace ProvisionKms.Cli.Views;

internal static class DoctorView
{
    public static void Write(Page page, DoctorDocument doctor)
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

        foreach (var image in doctor.Repaired)
        {
            page.Line($"repaired: {image} is again as it was before the interrupted run");
        }
    }
}
