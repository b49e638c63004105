using System.Diagnostics;
using System.Text;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>What a program printed: all of it is read, so that it never waits for us, but only the beginning is kept.</summary>
internal sealed class BoundedText
{
    private const int Longest = 1 << 20;

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();

    public Task ReadAsync(Process process) => Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));

    public override string ToString()
    {
        lock (_gate)
        {
            return _text.ToString();
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[16384];
        try
        {
            while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
            {
                Keep(buffer.AsSpan(0, read));
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was disposed of while something in the background still had the pipe.
        }
    }

    private void Keep(ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            _text.Append(text[..Math.Min(text.Length, Longest - _text.Length)]);
        }
    }
}
