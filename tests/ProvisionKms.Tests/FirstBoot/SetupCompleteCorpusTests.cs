using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProvisionKms.FirstBoot;

namespace ProvisionKms.Tests.FirstBoot;

/// <summary>Every real script, and every script that chance can write: the block first, the rest byte for byte.</summary>
public sealed class SetupCompleteCorpusTests
{
    [Fact]
    public void Every_real_script_is_merged_and_can_be_had_back()
    {
        foreach (var file in Corpus.Files("setupcomplete"))
        {
            var original = File.ReadAllBytes(file);

            var result = SetupCompleteMerge.Merge(original, Path.GetFileName(file));

            Assert.True(result.Content is not null, $"{file}: {string.Join("; ", result.Diagnostics)}");
            AssertMerged(original, result.Content);
        }
    }

    [Fact]
    public void No_real_script_is_suspected_without_reason()
    {
        var suspected = Corpus.Files("setupcomplete").Select(f => (Name: Path.GetFileName(f), SetupCompleteMerge.Merge(File.ReadAllBytes(f)).Diagnostics))
            .Where(f => f.Diagnostics.Count > 0)
            .Select(f => f.Name);

        Assert.Empty(suspected);
    }

    [Fact]
    public void Any_script_is_merged_and_can_be_had_back()
    {
        string[] pieces =
        [
            "@echo off", "exit", "exit /b 3", ":eof", "echo \u00E9", "\r\n", "\n", "\r", "\t", " ", "\u001A",
            "@rem ProvisionKms block begin 0123456789abcdef", "@rem ProvisionKms block end", "@rem ProvisionKms block begin ",
        ];
        var scripts = Gen.Elements(pieces).ListOf().Select(p => Encoding.Latin1.GetBytes(string.Concat(p)));
        var property = Prop.ForAll(scripts.ToArbitrary(), original =>
        {
            AssertMerged(original, SetupCompleteMerge.Merge(original).Content!);
            return true;
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(2019, 17763), property);
    }

    private static void AssertMerged(byte[] original, byte[] merged)
    {
        var mark = original.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        Assert.Equal(original[..mark], merged[..mark]);
        Assert.StartsWith(ScriptBlock.BeginMark, Encoding.Latin1.GetString(merged[mark..]), StringComparison.Ordinal);
        Assert.Equal(original[mark..], merged[(mark + ScriptBlock.Length)..]);
        Assert.True(SetupCompleteMerge.HasBlock(merged));
        Assert.Equal(original, SetupCompleteMerge.Remove(merged));
        Assert.False(SetupCompleteMerge.Merge(merged).Changed);
    }
}
