using System.IO.Pipes;
using System.Text;
using ProvisionKms.Rehearsal.Interop;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// What a program writes to one of its pipes. All of it is read, so that the program never waits for us, but only the beginning
/// is kept. It is read on a thread of its own: those of the pool may all be waiting for programs.
/// </summary>
internal sealed class ProgramOutput : IDisposable
{
    private const int Longest = 1 << 20;

    /// <summary>How late the end of a program may be noticed that leaves its pipe to another one.</summary>
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    private readonly PipeStream _pipe;
    private readonly Encoding _encoding;
    private readonly Thread _thread;
    private readonly MemoryStream _kept = new();
    private volatile bool _ended;

    public ProgramOutput(StreamReader reader)
    {
        _pipe = (PipeStream)reader.BaseStream;
        _encoding = reader.CurrentEncoding;
        _thread = new Thread(Read) { IsBackground = true, Name = "output of a program" };
        _thread.Start();
    }

    /// <summary>
    /// All that was written when this is called, once the program has ended. What it has left in the background may keep the pipe
    /// open for ever, so that its closing is no sign of the end.
    /// </summary>
    public string Text()
    {
        Dispose();
        return _encoding.GetString(_kept.GetBuffer(), 0, (int)_kept.Length);
    }

    /// <summary>Before the process is disposed of, and its pipe with it.</summary>
    public void Dispose()
    {
        _ended = true;
        _thread.Join();
    }

    private void Read()
    {
        var buffer = new byte[1 << 14];
        var rest = Longest;
        while (rest > 0)
        {
            // Asked before the pipe is: what a program wrote before its end is in there by now.
            var ended = _ended;
            if (!Libc.HasInput(_pipe.SafePipeHandle, ended ? TimeSpan.Zero : s_poll))
            {
                if (ended)
                {
                    return;
                }

                continue;
            }

            var read = _pipe.Read(buffer);
            if (read == 0)
            {
                return;
            }

            _kept.Write(buffer, 0, (int)Math.Min(read, Longest - _kept.Length));

            // No pipe holds more: what comes after that was written later.
            rest -= ended ? read : 0;
        }
    }
}
