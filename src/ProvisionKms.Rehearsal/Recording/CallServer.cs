using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ProvisionKms.Rehearsal.Recording;

/// <summary>
/// Where the recorders of one run report, on a port of the loopback interface. A token, made anew for each run, keeps
/// other programs of this machine and recorders of other runs out.
/// </summary>
internal sealed class CallServer : IDisposable
{
    /// <summary>The exit code of a recorder that cannot do what it is told; stands until a real program has ended.</summary>
    private const int NotRun = 254;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly CallLog _log;
    private readonly Launch _launch;

    /// <param name="launch">What the one recorder that is the launcher is to run.</param>
    public CallServer(CallLog log, Launch launch)
    {
        _log = log;
        _launch = launch;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Token { get; } = RandomNumberGenerator.GetHexString(32);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var end = _end.Token;
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(end).ConfigureAwait(false);
                _ = ServeAsync(client, end);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken end)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await ServeAsync(client.GetStream(), end).ConfigureAwait(false);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                // The recorder was killed, or the run is over.
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream, CancellationToken end)
    {
        if (await CallProtocol.ReadCallAsync(stream, end).ConfigureAwait(false) is not [var token, var path, var commandLine, var directory] ||
            !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token)))
        {
            return;
        }

        if (path.Equals(_launch.Launcher, StringComparison.OrdinalIgnoreCase))
        {
            _launch.End(await CallProtocol.RunAsync(stream, _launch.Program, _launch.CommandLine, end).ConfigureAwait(false));
            return;
        }

        var call = new ProgramCall(NameOf(path), commandLine, CommandLineArguments.Of(commandLine), directory) { Path = path };
        if (_log.Begin(call) is not var (answer, place))
        {
            // The run is about to be killed: a recorder that waits until then lets its script do nothing more.
            await Task.Delay(Timeout.InfiniteTimeSpan, end).ConfigureAwait(false);
            return;
        }

        if (answer.IsReal)
        {
            _log.End(place, NotRun);
            _log.End(place, await CallProtocol.RunAsync(stream, $@"{_launch.RealPrograms}\{FileNameOf(path)}", "", end).ConfigureAwait(false));
        }
        else
        {
            await CallProtocol.WriteAnswerAsync(stream, answer.ExitCode, answer.Output, end).ConfigureAwait(false);
        }
    }

    private static string NameOf(string path)
    {
        var name = FileNameOf(path).ToLowerInvariant();
        return name.EndsWith(".exe", StringComparison.Ordinal) ? name[..^".exe".Length] : name;
    }

    private static string FileNameOf(string path) => path[(path.LastIndexOf('\\') + 1)..];
}
