using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Dism;

/// <summary>What a session needs of whoever opened it: mounting takes minutes, and can leave something to be told at its end.</summary>
/// <param name="Progress">Of mounting and unmounting outside of a commit, which has its own.</param>
/// <param name="Findings">Gets what could not be cleaned up: it must not hide the error that came first.</param>
/// <param name="Cancellation">Stops a mount that is under way.</param>
internal sealed record DismSurroundings(IProgress<WorkProgress>? Progress, IProgress<Diagnostic>? Findings, CancellationToken Cancellation);
