namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>Which edition is running, and which one it is to be after the next restart.</summary>
internal sealed class EditionServicing(WindowsProfile windows, SimulatedRegistry registry)
{
    private const string CurrentVersion = @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion";

    private bool _pending;

    public string EditionId { get; private set; } = windows.Edition.EditionIds[0];

    public bool IsConverted { get; private set; }

    /// <summary>How often a conversion was begun.</summary>
    public int Conversions { get; private set; }

    /// <summary>Whether conversions are refused, as on a domain controller.</summary>
    public bool Refuses { get; set; }

    public void Begin()
    {
        registry.Set(CurrentVersion, "EditionID", EditionId);
        registry.Set(CurrentVersion, "CurrentVersion", windows.NtVersion == "10.0" ? "6.3" : windows.NtVersion);
        registry.Set(CurrentVersion, "CurrentBuild", $"{windows.Edition.Builds[^1].Last}");
        registry.Set(CurrentVersion, "ProductName", windows.Edition.FullName);
    }

    public bool TryConvert(string editionId)
    {
        Conversions++;
        _pending = !Refuses && windows.Edition.IsEvaluation &&
            string.Equals(editionId, windows.Target.EditionIds[0], StringComparison.OrdinalIgnoreCase);
        return _pending;
    }

    /// <summary>What was begun is finished before anything else runs.</summary>
    public void Restart()
    {
        if (_pending)
        {
            (_pending, IsConverted, EditionId) = (false, true, windows.Target.EditionIds[0]);
            registry.Set(CurrentVersion, "EditionID", EditionId);
        }
    }
}
