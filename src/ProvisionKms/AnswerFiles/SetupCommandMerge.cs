using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>
/// Puts commands for the specialize pass into an answer file (Microsoft-Windows-Deployment, RunSynchronous) and keeps the
/// rest byte for byte, in the way of <see cref="AnswerFileMerge"/>. Ours are known by their Description, which holds a
/// digest of the command: they are replaced as a whole when others are wanted, and only while they are what we wrote.
/// </summary>
public static class SetupCommandMerge
{
    /// <param name="original">The file, or null to make one.</param>
    /// <param name="fileName">For diagnostics.</param>
    /// <returns>The merged file, or diagnostics with an error. Whatever the file holds, no exception.</returns>
    public static AnswerFileResult Merge(byte[]? original, string fileName, SetupCommandRequest request)
    {
        if (request.Architectures.FirstOrDefault(a => !UnattendNames.IsNative(a)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no architecture of Windows", nameof(request));
        }

        var diagnostics = new DiagnosticBag();
        var content = original ?? AnswerFileMerge.EmptyFile;
        if (AnswerFileDocument.Read(content, fileName, diagnostics) is not { } document)
        {
            return new AnswerFileResult(null, false, [], [.. diagnostics]);
        }

        var splices = Edit(document, request, diagnostics);
        if (diagnostics.HasErrors)
        {
            return new AnswerFileResult(null, false, [], [.. diagnostics]);
        }

        if (splices.Count == 0)
        {
            return new AnswerFileResult(content, false, [], [.. diagnostics]);
        }

        // Read as anyone will read it: what cannot be read again, or does not have the commands, is not handed out.
        var merged = document.Encode(TextSplice.Apply(document.Text, splices));
        return AnswerFileDocument.Read(merged, fileName, diagnostics) is not { } after
            ? new AnswerFileResult(null, false, [], [.. diagnostics])
            : IsServed(after, request)
                ? new AnswerFileResult(merged, true, splices, [.. diagnostics])
                : throw new InvalidOperationException($"the commands did not get into {fileName}");
    }

    /// <summary>Whether Windows runs just these of our commands, for each architecture that the file serves.</summary>
    public static bool HasCommands(byte[] content, SetupCommandRequest request) =>
        AnswerFileDocument.Read(content, "", []) is { } document && IsServed(document, request);

    /// <summary>Whether the file carries commands of ours, of whatever version.</summary>
    public static bool Carries(byte[] content) =>
        AnswerFileDocument.Read(content, "", []) is { } document
        && document.FindComponents(UnattendNames.Specialize, UnattendNames.Deployment)
            .Any(c => SetupCommandList.Of(document, AnswerFileDocument.ArchitectureOf(c)).Ours.Count > 0);

    private static bool IsServed(AnswerFileDocument document, SetupCommandRequest request) =>
        ServedArchitectures.Of(document, request.Architectures).All(a => SetupCommandList.Of(document, a).Runs(request.Commands));

    private static IReadOnlyList<TextSplice> Edit(AnswerFileDocument document, SetupCommandRequest request, DiagnosticBag diagnostics)
    {
        var editor = new AnswerFileEditor(document.Text, document.Root);
        var insertion = new SetupCommandInsertion(document, request, editor, diagnostics);
        var settings = document.Settings.FirstOrDefault(s => UnattendNames.Same(s.Attribute(UnattendNames.Pass), UnattendNames.Specialize));
        var missing = ServedArchitectures.Of(document, request.Architectures, diagnostics)
            .Select(a => insertion.Insert(a, (settings ?? document.Root).StatePrefix))
            .OfType<NewElement>()
            .ToList();
        if (missing.Count == 0)
        {
            return editor.Splices;
        }

        if (settings is not null)
        {
            editor.Append(settings, missing);
        }
        else
        {
            SettingsInsertion.Insert(document, editor, [(UnattendNames.Specialize, NewElement.ForSettings(UnattendNames.Specialize, missing))]);
        }

        return editor.Splices;
    }
}
