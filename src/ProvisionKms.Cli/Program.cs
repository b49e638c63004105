using System.Runtime.InteropServices;
using ProvisionKms.Cli;
using ProvisionKms.Cli.Terminals;

// The first signal cancels: the work unwinds, undoes itself and the exit code is 130. A second one ends the process at once,
// which is safe too (nothing is published before it is complete) but may leave a temporary file for `doctor --repair`.
using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

return (int)new Application(Terminal.OfProcess()).Run(args, cancellation.Token);

void Cancel(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
