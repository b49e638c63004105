using System.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Rehearsal.Scenarios.Expectations;
using ProvisionKms.Rehearsal.Scripts;
using ProvisionKms.Rehearsal.Simulation;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>Plays one scenario on a machine of its own, and looks at what came of it.</summary>
internal sealed class Player(PrefixTemplate template)
{
    private static readonly ImagePath System32 = @"Windows\System32";

    private static byte[] Stub => "' played by the rehearsal\r\n"u8.ToArray();

    /// <summary>
    /// The simulation is the same each time, the machine is not: on a busy one Wine may fail to start a program. So a
    /// failure is believed when it comes twice.
    /// </summary>
    public Played Play(Subject subject, Scenario scenario, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var played = PlayOnce(subject, scenario, cancellation);
        var final = played.Findings.Count > 0 && played.Performance.Stopped is null ? PlayOnce(subject, scenario, cancellation) : played;
        return final with { Elapsed = clock.Elapsed };
    }

    private Played PlayOnce(Subject subject, Scenario scenario, CancellationToken cancellation)
    {
        var programs = Programs(subject, scenario.Others(subject));
        using var machine = WineMachine.Create(template, new MachineSetup([], programs));
        var alone = scenario.Others(subject) is { } others ? PlayAlone(machine, subject, others, cancellation) : null;
        Furnish(machine, subject, scenario.Others(subject) ?? OthersScript.Nothing);
        var windows = new SimulatedWindows(subject.Windows, machine.Read);
        if (subject.KeyComesWithSetup)
        {
            windows.Licensing.Preset(subject.Windows.Key, activated: false);
        }

        scenario.World(windows, subject);
        Furnish(machine, windows.Hosts);
        var performance = new Performance(subject, windows) { OthersAlone = alone?.Calls ?? [], OthersHold = alone?.Held ?? TimeSpan.Zero };
        var boot = new FirstBoot(machine, windows, subject.Scripts, performance, cancellation);
        foreach (var act in scenario.Acts.TakeWhile(_ => performance.Stopped is null))
        {
            boot.Play(act);
        }

        var findings = performance.Stopped is null ? Always.All.Concat(scenario.Expected) : Always.All;
        return new Played(subject, scenario, performance, [.. findings.SelectMany(expectation => expectation(performance))]);
    }

    /// <summary>What somebody else's script calls without us.</summary>
    private static Performance PlayAlone(WineMachine machine, Subject subject, OthersScript others, CancellationToken cancellation)
    {
        var windows = new SimulatedWindows(subject.Windows, machine.Read);
        var performance = new Performance(subject, windows);
        Furnish(machine, windows.Hosts);
        foreach (var file in subject.Scripts.Files.Where(f => !NativePrograms.IsNative(f) && !f.Path.IsUnder(Payload.Folder)))
        {
            machine.Write(file.Path, file.Content);
        }

        Furnish(machine, others, others.Content);
        new FirstBoot(machine, windows, subject.Scripts with { Startup = [] }, performance, cancellation).Play(Act.FirstBoot);
        return performance;
    }

    private static void Furnish(WineMachine machine, Subject subject, OthersScript others)
    {
        foreach (var file in subject.Scripts.Files.Where(f => !NativePrograms.IsNative(f)))
        {
            machine.Write(file.Path, file.Content);
        }

        if (others.Below(subject) is { } script)
        {
            Furnish(machine, others, script);
        }
    }

    private static void Furnish(WineMachine machine, OthersScript others, byte[] script)
    {
        machine.Write(WindowsLayout.SetupComplete, script);
        foreach (var (name, content) in others.Files)
        {
            machine.Write(WindowsLayout.SetupScripts / name, content);
        }
    }

    /// <summary>What scripts look for before they call it.</summary>
    private static void Furnish(WineMachine machine, ScriptHosts hosts)
    {
        machine.Write(System32 / "slmgr.vbs", Stub);
        if (hosts.HasVbScript)
        {
            machine.Write(System32 / "vbscript.dll", Stub);
        }
        else
        {
            machine.Delete(System32 / "vbscript.dll");
        }

        if (!hosts.HasPowerShell)
        {
            machine.Delete(System32 / "WindowsPowerShell");
        }
    }

    private static List<string> Programs(Subject subject, OthersScript? others)
    {
        var standard = StandardPrograms.Names.Where(name =>
            (subject.Windows.HasPowerShell || !name.Contains("powershell", StringComparison.OrdinalIgnoreCase)) &&
            (subject.Windows.HasDism || name != "dism.exe"));
        var scripts = others is null ? [] : others.Files.Values.Append(others.Content);
        return [.. standard.Concat(subject.Scripts.Programs).Concat(scripts.SelectMany(NamedPrograms.In)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
