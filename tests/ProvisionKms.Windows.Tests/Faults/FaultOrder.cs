namespace ProvisionKms.Windows.Tests.Faults;

/// <summary>One way in which one call goes wrong.</summary>
/// <param name="Occurrence">Of the calls of that name in the run.</param>
/// <param name="Fault">As the stand-in for DISM takes it, see calls.c.</param>
internal sealed record FaultOrder(string Call, int Occurrence, int Of, string Fault)
{
    /// <summary>As by taskkill /f: no handler runs, nothing is cleaned up.</summary>
    public bool Kills => Fault.StartsWith("kill", StringComparison.Ordinal);

    public string Text => $"call={Call},occurrence={Occurrence},fault={Fault}";
}
