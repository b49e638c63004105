using System.Text;
using ProvisionKms.FirstBoot;

namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>The routines of Activate.cmd that read the clock, taken out of it and given every clock there is.</summary>
[Collection(nameof(WineCollection))]
public sealed class ClockInCmdTests(WinePrefix wine)
{
    [Fact]
    public void The_clock_is_read_in_every_form()
    {
        var lines = RunWithClock("@set \"TIME={0}\"\r\n@call :now\r\n@echo %NOW%\r\n",
            "0:00:00.00", " 9:08:07,55", "09:08:07.99", "23:59:59,99", "8.09.08,10", "12:34:56.78", "3:36 PM", "garbage", "14h05");

        Assert.Equal(["0", "32887", "32887", "86399", "29348", "45296", "12960", "-1", "-1"], lines);
    }

    [Fact]
    public void Time_spent_survives_midnight_a_clock_that_is_set_and_one_that_cannot_be_read()
    {
        var lines = RunWithClock("@set ELAPSED=100\r\n@set MARK=86390\r\n@set \"TIME={0}\"\r\n@call :measure\r\n@echo %ELAPSED%\r\n",
            "23:59:55,00", " 0:00:20.00", "12:00:00.00", "23:59:40.00", "garbage");

        Assert.Equal(["105", "130", "160", "160", "160"], lines);
    }

    private string[] RunWithClock(string check, params string[] clocks)
    {
        wine.Require();
        var script = Encoding.ASCII.GetString(TemplateFolder.Default.Read(Payload.ScriptName));
        var routines = script[script.IndexOf("rem ---- time", StringComparison.Ordinal)..];
        var checks = clocks.Select(clock => string.Format(null, CompositeFormat.Parse(check), clock));
        wine.Write(@"C:\t\clock.cmd", "@echo off\r\n" + string.Concat(checks) + "exit /b 0\r\n\r\n" + routines);
        return wine.RunBatch(@"C:\t\clock.cmd").Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
