using System.Text;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>
/// Puts a product key into an answer file and keeps the rest of it byte for byte: encoding, byte order mark, line
/// ends, comments, order, prefixes. The XML is read to know it is right and where things stand; the file is then
/// edited as text, so nothing is ever written anew that was not asked for. No marks are left in the file; what a
/// merge did is in its <see cref="AnswerFileResult.Splices"/>, and <see cref="Remove"/> takes exactly that back.
/// A second merge finds a key that fits everywhere and changes nothing.
/// </summary>
public static class AnswerFileMerge
{
    /// <summary>What a new file starts from; a merge does the rest. CR LF, as Windows tools write it.</summary>
    internal static byte[] EmptyFile { get; } = Encoding.ASCII.GetBytes(
        $"""<?xml version="1.0" encoding="utf-8"?>{"\r\n"}<unattend xmlns="{UnattendNames.Namespace}">{"\r\n"}</unattend>{"\r\n"}""");

    /// <param name="original">The file, or null to make one. What a file that was made differs in from an empty answer file is in its splices.</param>
    /// <param name="fileName">For diagnostics.</param>
    /// <param name="request">What the file shall say.</param>
    /// <returns>The merged file, or diagnostics with an error. Whatever the file holds, no exception.</returns>
    public static AnswerFileResult Merge(byte[]? original, string fileName, AnswerFileRequest request)
    {
        if (request.Architectures.FirstOrDefault(a => !UnattendNames.IsNative(a)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no architecture of Windows", nameof(request));
        }

        var diagnostics = new DiagnosticBag();
        var content = original ?? EmptyFile;
        if (AnswerFileDocument.Read(content, fileName, diagnostics) is not { } document)
        {
            return new AnswerFileResult(null, false, [], [.. diagnostics]);
        }

        var splices = Edit(document, request, diagnostics);
        if (splices.Count == 0)
        {
            return new AnswerFileResult(content, false, [], [.. diagnostics]);
        }

        // Read as anyone will read it: what cannot be read again, or does not say the key, is not handed out.
        var merged = document.Encode(TextSplice.Apply(document.Text, splices));
        return AnswerFileDocument.Read(merged, fileName, diagnostics) is not { } after
            ? new AnswerFileResult(null, false, [], [.. diagnostics])
            : KeyFinding.IsServed(after, request)
                ? new AnswerFileResult(merged, true, splices, [.. diagnostics])
                : throw new InvalidOperationException($"the key did not get into {fileName}");
    }

    /// <summary>Takes a merge back: gives the bytes that the file had before.</summary>
    /// <param name="merged">What <see cref="Merge"/> gave.</param>
    /// <param name="splices">What it said it did.</param>
    /// <exception cref="ArgumentException">The splices are not of this file.</exception>
    public static byte[] Remove(byte[] merged, IReadOnlyList<TextSplice> splices)
    {
        var text = AnswerFileText.Decode(merged, "", []) ?? throw new ArgumentException("this is no merged answer file", nameof(merged));
        return text.Encode(TextSplice.Undo(text.Text, splices));
    }

    /// <summary>Lists the product keys of a file: Shell-Setup's ProductKey and Setup's UserData/ProductKey/Key, in whatever pass.</summary>
    public static AnswerFileKeys ReadKeys(byte[] content, string fileName)
    {
        var diagnostics = new DiagnosticBag();
        var document = AnswerFileDocument.Read(content, fileName, diagnostics);
        return new AnswerFileKeys(document is null ? [] : KeyFinding.List(document), [.. diagnostics]);
    }

    /// <summary>
    /// Whether the file says what is asked for: a key that fits at each place and for each architecture, and nowhere
    /// one that does not.
    /// </summary>
    public static bool HasKey(byte[] content, AnswerFileRequest request) =>
        AnswerFileDocument.Read(content, "", []) is { } document && KeyFinding.IsServed(document, request);

    private static IReadOnlyList<TextSplice> Edit(AnswerFileDocument document, AnswerFileRequest request, DiagnosticBag diagnostics)
    {
        var editor = new AnswerFileEditor(document.Text, document.Root);
        var insertion = new KeyInsertion(document, request, editor, diagnostics);
        var architectures = ServedArchitectures.Of(document, request.Architectures, diagnostics);
        var settings = new List<(string, NewElement)>();
        foreach (var setting in KeySetting.For(request))
        {
            if (insertion.Insert(setting, architectures) is { } missing)
            {
                settings.Add((setting.Pass, missing));
            }
        }

        SettingsInsertion.Insert(document, editor, settings);
        return editor.Splices;
    }
}
