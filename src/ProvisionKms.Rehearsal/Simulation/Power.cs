namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>Who asked to restart or to shut down Windows.</summary>
internal sealed class Power
{
    private readonly List<string> _requests = [];

    public bool IsRestartRequested { get; private set; }

    /// <summary>All that asked since the machine was made.</summary>
    public IReadOnlyList<string> Requests => _requests;

    public void Request(bool restart, string by)
    {
        IsRestartRequested |= restart;
        _requests.Add(by);
    }

    public void Abort() => IsRestartRequested = false;
}
