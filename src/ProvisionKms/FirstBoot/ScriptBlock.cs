using System.Security.Cryptography;
using System.Text;

namespace ProvisionKms.FirstBoot;

/// <summary>
/// The lines that ProvisionKms puts at the top of SetupComplete.cmd, between a begin and an end line.
/// The begin line carries a digest of what follows, so that a block, also one of an older version, can be told
/// from one that somebody edited: only the former may be taken out again.
/// </summary>
internal static class ScriptBlock
{
    internal const string BeginMark = "@rem ProvisionKms block begin ";
    internal const string EndMark = "@rem ProvisionKms block end";

    /// <summary>
    /// When a script has LF line ends, cmd.exe misses a label that lies across the end of its 512-byte read buffer.
    /// A block of just that length leaves every label of the script below where it was within the buffer.
    /// </summary>
    internal const int Length = 512;

    /// <summary>
    /// An own cmd.exe, so that neither environment, directory, echo nor extensions of the script below can change.
    /// %ERRORLEVEL% is expanded before the line runs: the inner cmd.exe ends with the error level that was there
    /// before. /d skips AutoRun; /e:on /v:off undo what policies may have set.
    /// </summary>
    private const string Call =
        """
        @if exist "%SystemRoot%\Setup\Scripts\ProvisionKms\Activate.cmd" "%SystemRoot%\System32\cmd.exe" /d /e:on /v:off /c "call "%SystemRoot%\Setup\Scripts\ProvisionKms\Activate.cmd" & exit %ERRORLEVEL%" <nul >nul 2>&1
        """;

    private const string Purpose = "@rem Activates Windows at first boot. Written by provision-kms: do not edit, delete from begin to end.";

    private const string Filler = "@rem ";

    internal static byte[] Crlf { get; } = Create("\r\n");

    internal static byte[] Lf { get; } = Create("\n");

    /// <summary>No block, of whatever version, is longer than this with its line ends; bounds the search for an end line.</summary>
    internal const int Longest = 4096;

    /// <summary>The digest of a block's lines below the begin line, whatever its line ends: tools convert them.</summary>
    internal static string Digest(ReadOnlySpan<byte> body)
    {
        var text = Encoding.Latin1.GetString(body).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(text)).AsSpan(0, 8));
    }

    private static byte[] Create(string lineEnd)
    {
        const int digestLength = 16;
        var fixedLength = BeginMark.Length + digestLength + Purpose.Length + Call.Length + Filler.Length + EndMark.Length + (5 * lineEnd.Length);
        var filler = Filler + new string('-', Length - fixedLength);
        var body = string.Join(lineEnd, Purpose, Call, filler, EndMark) + lineEnd;
        var digest = Digest(Encoding.ASCII.GetBytes(body));
        return Encoding.ASCII.GetBytes(BeginMark + digest + lineEnd + body);
    }
}
