using System.Globalization;
using ProvisionKms.Catalog;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>The licensing service and the name of the KMS host are waited for, but not for ever.</summary>
public sealed class ActivateWaitsTests : ActivateBench
{
    private const string Moment = "ping -n 6 127.0.0.1";
    private const string Stopped = "SERVICE_NAME: sppsvc\r\nTYPE : 10  WIN32_OWN_PROCESS\r\nSTATE : 1  STOPPED\r\nWIN32_EXIT_CODE : 4  (0x4)";
    private const string Unknown = "Ping request could not find host kms.example.net. Please check the name and try again.";

    [Fact]
    public void A_service_that_starts_at_once_costs_no_attempt()
    {
        Prepare(Kms, new Answer("query sppsvc", 0, Stopped, Times: 1));

        var run = Run(0);

        Assert.Equal(["sc start sppsvc", Moment, .. Manual, .. DeletedTasks], run.Steps);
        Assert.Equal("1", run["attempts"]);
    }

    [Fact]
    public void A_slow_service_is_waited_for()
    {
        Prepare(Kms, new Answer("query sppsvc", 0, Stopped, Times: 4));

        var run = Run(0);

        Assert.Equal(["sc start sppsvc", Moment, Sleep, "sc start sppsvc", Moment, Sleep, .. Manual, .. DeletedTasks], run.Steps);
        Assert.Equal("3", run["attempts"]);
    }

    [Fact]
    public void The_last_attempt_goes_on_without_the_service()
    {
        Prepare(Kms with { Attempts = 2 }, new Answer("query sppsvc", 0, Stopped), new Answer("-ipk", -2147023174));

        var run = Run(1);

        Assert.Equal(["sc start sppsvc", Moment, Sleep, "sc start sppsvc", Moment, .. Manual[..2], StartTask, HourlyTask], run.Steps);
        Assert.Equal("0x800706BA", run["errorCode"]);
    }

    [Fact]
    public void NT_6_0_has_another_service()
    {
        Prepare(Kms, new Answer("query sppsvc", 1060, "[SC] EnumQueryServicesStatus:OpenService FAILED 1060:"),
            new Answer("query slsvc", 0, "SERVICE_NAME: slsvc\r\nTYPE : 10  WIN32_OWN_PROCESS\r\nSTATE : 2  START_PENDING", Times: 1));

        Assert.Equal(["sc start slsvc", Moment, .. Manual, .. DeletedTasks], Run(0).Steps);
    }

    [Fact]
    public void Nobody_is_asked_before_the_name_of_the_host_is_known()
    {
        Prepare(Kms, new Answer("-n 1 -w", 1, $"{Unknown}", Times: 2));

        var run = Run(0);

        Assert.Equal([.. Manual[..3], Sleep, Sleep, "slmgr -ato", .. DeletedTasks], run.Steps);
        Assert.Contains("The name of the KMS host cannot be resolved", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_attempt_asks_without_the_name()
    {
        Prepare(Kms with { Attempts = 2 }, new Answer("-n 1 -w", 1, $"{Unknown}"), NoHost());

        var run = Run(1);

        Assert.Equal([.. Manual[..3], Sleep, "slmgr -ato", StartTask, HourlyTask], run.Steps);
        Assert.Equal("0xC004F074", run["errorCode"]);
    }

    [Fact]
    public void The_attempt_before_the_deadline_is_the_last_one()
    {
        Prepare(Kms with { Interval = TimeSpan.FromSeconds(100), Deadline = TimeSpan.FromSeconds(90) }, new Answer("-n 1 -w", 1, $"{Unknown}"));

        Assert.Equal([.. Manual, .. DeletedTasks], Run(0).Steps);
    }

    [Fact]
    public void An_address_needs_no_name()
    {
        Prepare(Kms with { Kms = KmsHost.Create("192.0.2.7") }, new Answer("-n 1 -w", 1, "Request timed out."));

        var run = Run(0);

        Assert.Equal([.. Manual[..2], "slmgr -skms 192.0.2.7:1688", "slmgr -ato", .. DeletedTasks], run.Steps);
        Assert.DoesNotContain(run.Calls, c => c.StartsWith("ping", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_script_has_a_time_limit_that_holds_the_deadline()
    {
        Prepare(Kms with { Deadline = TimeSpan.FromSeconds(300) });

        var run = Run(0);

        var calls = run.CommandLines.Where(c => c.Contains("cscript", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, calls.Count);
        Assert.All(calls, call => Assert.InRange(int.Parse(call.Split("//T:")[1].Split(' ')[0], CultureInfo.InvariantCulture), 90, 300));
    }
}
