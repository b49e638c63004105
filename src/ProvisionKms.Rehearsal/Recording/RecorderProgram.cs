using ProvisionKms.Diagnostics;

namespace ProvisionKms.Rehearsal.Recording;

/// <summary>recorder.c, compiled for Windows during the build and embedded.</summary>
public static class RecorderProgram
{
    private static readonly Lazy<byte[]?> s_content = new(Read);

    /// <summary>False in a build that was made without the compiler.</summary>
    public static bool IsEmbedded => s_content.Value is not null;

    /// <exception cref="ProvisionException">This build has none (exit code 4); says what to do.</exception>
    public static void Require() => Require(s_content.Value);

    internal static byte[] Content => Require(s_content.Value);

    internal static byte[] Require(byte[]? content) => content ??
        throw new ProvisionException(Codes.RecorderMissing, "this build of provision-kms has no recorder, so it cannot rehearse", hint: Codes.RecorderMissing.Hint);

    private static byte[]? Read()
    {
        using var stream = typeof(RecorderProgram).Assembly.GetManifestResourceStream("recorder.exe");
        if (stream is null)
        {
            return null;
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
