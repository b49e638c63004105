using FsCheck;
using FsCheck.Fluent;
using ProvisionKms.AnswerFiles;

namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>
/// What holds for every answer file, however it is laid out. A file is made from a list of numbers, each of which
/// decides one thing; so FsCheck can shrink a failure to few decisions.
/// </summary>
public sealed class MergeProperties
{
    private static readonly Config Replayable = Config.QuickThrowOnFailure
        .WithMaxTest(500).WithStartSize(20).WithEndSize(400).WithReplay(20190131UL, 7UL);

    [Fact]
    public void Merging_twice_is_merging_once() => ForAll((original, request) =>
    {
        var once = AnswerFileMerge.Merge(original, "unattend.xml", request);
        var twice = AnswerFileMerge.Merge(once.Content, "unattend.xml", request);
        Assert.False(twice.Changed);
        Assert.Equal(once.Content, twice.Content);
    });

    [Fact]
    public void What_is_not_spliced_stays_byte_for_byte() => ForAll((original, request) =>
    {
        var result = AnswerFileMerge.Merge(original, "unattend.xml", request);
        Assert.Equal(original, AnswerFileMerge.Remove(result.Content!, result.Splices));
        Assert.All(result.Splices, s => Assert.True(s.Removed.Length < 64, s.Removed));
    });

    [Fact]
    public void The_result_says_the_key_once_for_each_architecture_and_is_otherwise_the_same_XML() => ForAll((original, request) =>
    {
        var merged = AnswerFileMerge.Merge(original, "unattend.xml", request).Content!;
        Judge.SaysTheKey(merged, request, "generated");
        Judge.OnlyKeysDiffer(original, merged, "generated");
        Assert.True(AnswerFileMerge.HasKey(merged, request));
    });

    private static void ForAll(Action<byte[], AnswerFileRequest> check) => Check.One(
        Replayable,
        Prop.ForAll<int[]>(numbers =>
        {
            var choices = new Choices(numbers);
            var request = new AnswerFileRequest(Sample.Key, choices.Some("amd64", "x86", "arm64"), choices.Flip());
            check(RandomAnswerFile.Make(choices), request);
        }));
}
