namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>Which interpreters of scripts this Windows has.</summary>
internal sealed class ScriptHosts(WindowsProfile windows, SimulatedRegistry registry)
{
    private const string Settings = @"HKLM\SOFTWARE\Microsoft\Windows Script Host\Settings";

    /// <summary>VBScript is an optional feature since Windows 11 24H2 and Windows Server 2025.</summary>
    public bool HasVbScript { get; set; } = true;

    /// <summary>Some security baselines switch Windows Script Host off.</summary>
    public bool IsScriptHostEnabled => registry.Text(Settings, "Enabled") is not ("0x0" or "0");

    public bool HasPowerShell { get; set; } = windows.HasPowerShell;

    public void DisableScriptHost() => registry.Set(Settings, "Enabled", 0);
}
