using System.Buffers.Binary;
using System.Text;

namespace ProvisionKms.Rehearsal.Recording;

/// <summary>What recorder.c and we say to each other; recorder.c tells the form.</summary>
internal static class CallProtocol
{
    /// <summary>Longer than four texts of the length that Windows allows.</summary>
    private const int LongestMessage = 1 << 20;

    private const int Print = 0;
    private const int Run = 1;

    /// <returns>The four texts, or null when this is no message of a recorder.</returns>
    public static async Task<string[]?> ReadCallAsync(Stream stream, CancellationToken ct)
    {
        var header = new byte[sizeof(int)];
        await stream.ReadExactlyAsync(header, ct).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is <= 0 or > LongestMessage)
        {
            return null;
        }

        var message = new byte[length];
        await stream.ReadExactlyAsync(message, ct).ConfigureAwait(false);
        var texts = Encoding.UTF8.GetString(message).Split('\0');
        return texts is [_, _, _, _, ""] ? texts[..4] : null;
    }

    public static ValueTask WriteAnswerAsync(Stream stream, int exitCode, string output, CancellationToken ct) =>
        WriteAsync(stream, Print, exitCode, output, ct);

    /// <summary>Has the recorder run a program and gives that program's exit code.</summary>
    /// <param name="commandLine">Empty: the recorder's own.</param>
    public static async Task<int> RunAsync(Stream stream, string program, string commandLine, CancellationToken ct)
    {
        await WriteAsync(stream, Run, 0, $"{program}\0{commandLine}\0", ct).ConfigureAwait(false);
        var exitCode = new byte[sizeof(int)];
        await stream.ReadExactlyAsync(exitCode, ct).ConfigureAwait(false);
        return BinaryPrimitives.ReadInt32LittleEndian(exitCode);
    }

    private static ValueTask WriteAsync(Stream stream, int what, int exitCode, string text, CancellationToken ct)
    {
        var answer = new byte[(3 * sizeof(int)) + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32LittleEndian(answer, what);
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(sizeof(int)), exitCode);
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(2 * sizeof(int)), answer.Length - (3 * sizeof(int)));
        Encoding.UTF8.GetBytes(text, answer.AsSpan(3 * sizeof(int)));
        return stream.WriteAsync(answer, ct);
    }
}
