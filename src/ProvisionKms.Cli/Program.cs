using System.Runtime.InteropServices;
using ProvisionKms.Cli;
using ProvisionKms.Cli.Terminals;

// The first signal cancels: the work unwinds, undoes itself and the exit code is 130. A second one ends the process at once,
// which is safe too (nothing is published before it is complete) but may leave a temporary file for `doctor --repair`.
using var cancellation = new CancellationTokenSource();
using var finished = new ManualResetEventSlim();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OperatingSystem.IsWindows() ? CancelAndWait : Cancel);

// Windows: Ctrl+Break, which build agents send after a Ctrl+C that took too long, and the console window that is closed.
using var stop = OperatingSystem.IsWindows() ? PosixSignalRegistration.Create(PosixSignal.SIGQUIT, CancelAndGoOn) : null;
using var close = OperatingSystem.IsWindows() ? PosixSignalRegistration.Create(PosixSignal.SIGHUP, CancelAndWait) : null;

var exitCode = (int)new Application(ProcessTerminal.Open()).Run(args, cancellation.Token);
finished.Set();
return exitCode;

void Cancel(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}

void CancelAndGoOn(PosixSignalContext signal)
{
    signal.Cancel = true;
    cancellation.Cancel();
}

// Windows ends the process as soon as this returns, and after some seconds anyway: what is mounted needs them.
void CancelAndWait(PosixSignalContext signal)
{
    CancelAndGoOn(signal);
    finished.Wait();
}
