using ProvisionKms.Images;

namespace ProvisionKms.Cli.Work;

/// <summary>With --verbosity quiet nobody asks how far it is.</summary>
internal sealed class Silence : IProgress<WorkProgress>
{
    public static Silence Instance { get; } = new();

    public void Report(WorkProgress value)
    {
    }
}
