namespace ProvisionKms.Rehearsal.Recording;

/// <summary>
/// The command of a run. A recorder starts it too, and tells its exit code: Linux would give only the lowest eight bits.
/// </summary>
/// <param name="Launcher">The path of the recorder that starts it.</param>
/// <param name="RealPrograms">The folder of Wine's own programs in place of which recorders are.</param>
internal sealed record Launch(string Launcher, string Program, string CommandLine, string RealPrograms)
{
    private readonly TaskCompletionSource<int> _exitCode = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<int> ExitCode => _exitCode.Task;

    public void End(int exitCode) => _exitCode.TrySetResult(exitCode);
}
