using System.Diagnostics;
using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Tests.Wine;

/// <summary>Prints how long things take; what is asserted is only that they were done, for a build server may be busy.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int Calls = 50;

    [Fact]
    public void How_long_a_machine_and_a_call_take()
    {
        var template = Machines.Template;
        var clock = Stopwatch.StartNew();
        using var machine = Machines.Create("ping.exe", "reg.exe");
        Tell("machine made", clock, 1);
        machine.Run("exit", Answers.Nothing);
        Tell("first command ended", clock, 1);
        machine.Run("exit", Answers.Nothing);
        Tell("second command ended", clock, 1);
        var recorded = machine.RunScript($"@for /l %%i in (1,1,{Calls}) do @ping x", Answers.Nothing);
        Tell("recorded call", clock, Calls);
        var real = machine.RunScript($"@for /l %%i in (1,1,{Calls}) do @reg query HKLM\\SOFTWARE >nul", new Answers(_ => CallAnswer.RunReal));
        Tell("recorded call that really happens", clock, Calls);
        machine.Dispose();
        Tell("machine gone", clock, 1);

        Assert.Equal((Calls, Calls), (recorded.Calls.Count, real.Calls.Count));
        Assert.NotEmpty(template.Entries);
    }

    private void Tell(string what, Stopwatch clock, int times)
    {
        output.WriteLine($"{what}: {clock.Elapsed.TotalMilliseconds / times:0} ms");
        clock.Restart();
    }
}
