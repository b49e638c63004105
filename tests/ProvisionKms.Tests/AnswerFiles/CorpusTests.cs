using ProvisionKms.AnswerFiles;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>Answer files of public projects: each is merged in several ways and judged by System.Xml and xmllint, not by our own reader.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly AnswerFileRequest[] Requests =
    [
        new(Sample.Key, ["amd64"], InstallMedia: false),
        new(Sample.Key, ["amd64"], InstallMedia: true),
        new(Sample.Key, ["x86", "amd64", "arm64"], InstallMedia: true),
        new(Sample.Key, [], InstallMedia: true),
    ];

    private static IReadOnlyList<string> WellFormed => Corpus.Files("answer-files");

    [Fact]
    public void Merge_of_every_file_says_the_key_once_for_each_architecture_and_merging_again_changes_nothing()
    {
        foreach (var file in WellFormed)
        {
            var original = File.ReadAllBytes(file);
            foreach (var request in Requests)
            {
                var merged = Merge(original, file, request);
                Judge.SaysTheKey(merged, request, file);
                Assert.False(Merged(merged, file, request).Changed, $"{file}: the second merge changed it");
            }
        }
    }

    [Fact]
    public void Merge_of_every_file_keeps_the_rest_XML_identical()
    {
        foreach (var file in WellFormed)
        {
            var original = File.ReadAllBytes(file);
            Judge.OnlyKeysDiffer(original, Merge(original, file, Requests[2]), file);
        }
    }

    [Fact]
    public void Remove_gives_the_original_bytes_of_every_file()
    {
        int identical = 0, unchanged = 0;
        foreach (var file in WellFormed)
        {
            var original = File.ReadAllBytes(file);
            foreach (var request in Requests)
            {
                var result = Merged(original, file, request);
                Assert.Equal(original, AnswerFileMerge.Remove(result.Content!, result.Splices));
                identical++;
                unchanged += result.Changed ? 0 : 1;
            }
        }

        output.WriteLine($"{WellFormed.Count} files, {Requests.Length} requests each: {identical} byte-identical after removal (of these {unchanged} needed no change), 0 only XML-identical, 0 different");
        Assert.Equal(WellFormed.Count * Requests.Length, identical);
    }

    /// <summary>
    /// Without our record of what was done: whoever cuts what the new file has and the old has not, must be left with the old one.
    /// </summary>
    [Fact]
    public void Elements_cut_out_by_hand_leave_the_original_bytes()
    {
        int identical = 0, emptied = 0, filled = 0;
        foreach (var file in WellFormed)
        {
            var original = File.ReadAllBytes(file);
            var result = Merged(original, file, new AnswerFileRequest(Judge.UniqueKey, ["amd64"], InstallMedia: true));
            if (result.Splices.Any(s => s.Removed.Length > 0 || s.Inserted == Judge.UniqueKey.Reveal()))
            {
                filled++;
                continue;
            }

            var cut = Judge.CutAddedElements(result.Content!);
            if (cut.AsSpan().SequenceEqual(original))
            {
                identical++;
            }
            else
            {
                // A component that had nothing inside goes with the key when cutting by hand.
                emptied++;
                Judge.OnlyKeysDiffer(original, cut, file);
            }
        }

        output.WriteLine($"{identical} byte-identical after cutting, {emptied} but for a container that was empty before; "
            + $"{filled} had a key element that was filled or replaced, so nothing to cut");
        Assert.True(identical > 10 * emptied);
    }

    [Fact]
    public void Xmllint_accepts_every_merged_file_and_finds_the_keys()
    {
        var folder = Directory.CreateTempSubdirectory("answers");
        try
        {
            var merged = WellFormed.Select((file, i) =>
            {
                var path = Path.Combine(folder.FullName, $"{i}.xml");
                File.WriteAllBytes(path, Merge(File.ReadAllBytes(file), file, Requests[1]));
                return path;
            }).ToList();
            Xmllint.Accepts(merged);
            foreach (var path in merged.Where((_, i) => i % 10 == 0))
            {
                Assert.Equal("1", Xmllint.Count(path, Judge.ActivationKeys("amd64")));
                Assert.Equal("1", Xmllint.Count(path, Judge.InstallationKeys("amd64")));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Malformed_files_give_line_and_column()
    {
        foreach (var file in Corpus.Files("answer-files/malformed"))
        {
            var result = AnswerFileMerge.Merge(File.ReadAllBytes(file), file, Requests[1]);
            Assert.Null(result.Content);
            var error = Assert.Single(result.Diagnostics);
            Assert.Equal(Codes.AnswerFileMalformed, error.Code);
            Assert.Equal(ExitCode.ImageUnusable, error.Code.ExitCode);
            Assert.Equal(file, error.Where!.Value.File);
            Assert.True(error.Where.Value.Line > 0 && error.Where.Value.Column > 0, error.ToString());
            output.WriteLine(error.ToString());
        }
    }

    private static byte[] Merge(byte[] original, string file, AnswerFileRequest request) => Merged(original, file, request).Content!;

    private static AnswerFileResult Merged(byte[] original, string file, AnswerFileRequest request)
    {
        var result = AnswerFileMerge.Merge(original, file, request);
        Assert.True(result.Content is not null, string.Join('\n', result.Diagnostics));
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == Severity.Error);
        return result;
    }
}
