namespace ProvisionKms.Cli.Terminals;

/// <summary>
/// For standard error: where it is closed, or its disk is full, what is written is lost, and the run goes on and ends as it would have. The exit
/// code still tells.
/// </summary>
internal sealed class BestEffortStream(Stream stream) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
        {
            // There is nowhere to tell.
        }
    }

    public override void Flush()
    {
        // Each write goes to the system at once.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
