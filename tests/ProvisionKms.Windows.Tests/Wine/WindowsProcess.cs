using System.Diagnostics;
using System.Text;

namespace ProvisionKms.Windows.Tests.Wine;

/// <summary>What a program printed, and how it ended.</summary>
internal sealed record WindowsProcess(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output and error, for a test that wonders.</summary>
    public string All => $"exit code {ExitCode}\n{Out}\n{Error}";

    public static WindowsProcess Run(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder, TimeSpan limit)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (new Reader(process.StandardOutput), new Reader(process.StandardError));
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', command)} did not end within {limit.TotalSeconds:0} s\n{output.Text()}\n{error.Text()}");
        }

        return new WindowsProcess(process.ExitCode, output.Text(), error.Text());
    }

    /// <summary>What Wine starts in the background may keep a pipe open for ever: what was written by then counts.</summary>
    private sealed class Reader
    {
        private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(500);

        private readonly StringBuilder _text = new();
        private readonly Task _reading;

        public Reader(StreamReader reader) => _reading = ReadAsync(reader);

        public string Text()
        {
            _reading.Wait(s_rest);
            lock (_text)
            {
                return _text.ToString();
            }
        }

        private async Task ReadAsync(StreamReader reader)
        {
            var buffer = new char[4096];
            try
            {
                while (await reader.ReadAsync(buffer) is > 0 and var read)
                {
                    lock (_text)
                    {
                        _text.Append(buffer, 0, read);
                    }
                }
            }
            catch (Exception closed) when (closed is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The process was disposed of while something in the background still had the pipe.
            }
        }
    }
}
