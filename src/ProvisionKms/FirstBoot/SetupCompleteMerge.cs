using ProvisionKms.Diagnostics;

namespace ProvisionKms.FirstBoot;

/// <summary>
/// Puts the call of our activation script at the top of SetupComplete.cmd, which Windows Setup runs once before the
/// logon screen (learn.microsoft.com, "Add a custom script to Windows Setup"). At the top, because what is below may
/// end in <c>exit</c>, delete itself or restart the machine. Everything below stays as it is, byte for byte.
/// A block is replaced or removed only when its digest proves that it is still what we wrote.
/// </summary>
public static class SetupCompleteMerge
{
    public const string DefaultName = "SetupComplete.cmd";

    /// <param name="original">The script in the image, or null when there is none.</param>
    /// <param name="fileName">The name for diagnostics.</param>
    public static ScriptMergeResult Merge(byte[]? original, string fileName = DefaultName)
    {
        var content = original ?? [];
        if (ScriptText.IsUtf16(content))
        {
            return new ScriptMergeResult(null, false,
            [
                new Diagnostic(Codes.ScriptIsUtf16, "the script is UTF-16, which cmd.exe cannot run", new SourceSpan(fileName),
                    "save it in the image as ANSI or as UTF-8 without a byte order mark, or delete it"),
            ]);
        }

        var script = ScriptText.Read(content);
        var block = script.UsesLf() ? ScriptBlock.Lf : ScriptBlock.Crlf;
        byte[] merged = [.. script.ByteOrderMark, .. block, .. script.Rest];
        var changed = original is null || !merged.AsSpan().SequenceEqual(original);
        return new ScriptMergeResult(merged, changed, [.. Findings(script, fileName)]);
    }

    /// <summary>The script without our blocks; after <see cref="Merge"/>, the bytes that it was given.</summary>
    public static byte[] Remove(byte[] merged)
    {
        if (ScriptText.IsUtf16(merged))
        {
            return merged;
        }

        var script = ScriptText.Read(merged);
        return [.. script.ByteOrderMark, .. script.Rest];
    }

    /// <summary>Whether the block of this version is where Windows reaches it first.</summary>
    public static bool HasBlock(byte[] content)
    {
        if (ScriptText.IsUtf16(content))
        {
            return false;
        }

        var text = content.AsSpan(ScriptText.Read(content).ByteOrderMark.Length);
        return text.StartsWith(ScriptBlock.Crlf) || text.StartsWith(ScriptBlock.Lf);
    }

    private static IEnumerable<Diagnostic> Findings(ScriptText script, string fileName)
    {
        if (script.HasByteOrderMark && script.Rest.Length > 0)
        {
            yield return new Diagnostic(Codes.ScriptHasByteOrderMark,
                "the script begins with a UTF-8 byte order mark, which spoilt its first command; our block takes its place",
                new SourceSpan(fileName, 1, 1));
        }

        foreach (var line in script.Remains)
        {
            yield return new Diagnostic(Codes.ScriptBlockAltered,
                "this line of a ProvisionKms block is not as it was written; left as it is",
                new SourceSpan(fileName, line, 1), "delete the remains by hand");
        }

        if (SelfReading.FindLine(script.Rest) is { } reading)
        {
            yield return new Diagnostic(Codes.ScriptReadsItself,
                "the script hands its own text to another program, which will see our block above it",
                new SourceSpan(fileName, reading, 1), "check that it still works, or move that text to a file of its own");
        }
    }
}
