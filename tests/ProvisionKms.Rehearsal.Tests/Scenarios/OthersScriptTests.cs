using System.Text;
using ProvisionKms.FirstBoot;
using ProvisionKms.Planning;
using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Scenarios;
using ProvisionKms.Rehearsal.Scenarios.Expectations;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Tests.Scenarios;

/// <summary>A SetupComplete.cmd that the image had before us.</summary>
public sealed class OthersScriptTests
{
    private const string Slow = "@echo off\r\nping 127.0.0.1 -n 700 >nul\r\nschtasks /create /tn theirs /sc onstart /tr x.exe /f\r\nshutdown /r /t 0\r\n";

    [Fact]
    public void It_goes_on_in_its_own_scenario_and_is_no_matter_of_the_others()
    {
        var subject = With(SetupCompleteMerge.Merge(Encoding.ASCII.GetBytes(Slow)).Content!);

        foreach (var scenario in new[] { "immediate-success", "setupcomplete-of-the-image" })
        {
            var played = Stage.Play(subject, scenario);

            Assert.True(played.Findings.Count == 0, Stage.Report(played));
            Assert.Equal(scenario != "immediate-success", played.Performance.Calls.Any(c => c.Call.Arguments.Contains("theirs")));
        }
    }

    [Theory]
    [InlineData("a,b,c", "a,b", null)]
    [InlineData("x,a,x,b", "a,b", null)]
    [InlineData("b,a", "a,b", "'b' of the script that was there is not called any more, or not in its place")]
    [InlineData("x", "a", "'a' of the script that was there is not called any more, or not in its place")]
    [InlineData("a", "a,a", "'a' of the script that was there is not called any more, or not in its place")]
    public void A_call_that_is_lost_or_out_of_order_is_found(string together, string alone, string? finding)
    {
        var subject = Stage.Subject("windows-server-2019", "standard", "ovh-dedicated");
        var played = new Performance(subject, new SimulatedWindows(subject.Windows, _ => null)) { OthersAlone = Calls(alone) };
        played.Calls.AddRange(Calls(together));

        Assert.Equal(finding, Others.CallsAreAllThere(played).SingleOrDefault()?.What);
    }

    private static List<PlayedCall> Calls(string names) =>
    [
        .. names.Split(',').Select((name, i) => new PlayedCall(
            i + 1, new StartedCommand("Windows Setup", "x", true, TimeSpan.Zero), new ProgramCall(name, name, [], @"C:\"), new CallAnswer(0), TimeSpan.Zero, 0)),
    ];

    private static Subject With(byte[] setupComplete)
    {
        var subject = Stage.Subject("windows-server-2019", "standard", "ovh-dedicated");
        var files = subject.Scripts.Files.Where(f => !f.Path.Equals(WindowsLayout.SetupComplete)).Append(new PayloadFile(WindowsLayout.SetupComplete, setupComplete));
        return subject with { Scripts = subject.Scripts with { Files = [.. files] } };
    }
}
