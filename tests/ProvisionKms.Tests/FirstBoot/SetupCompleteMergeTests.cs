using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;

namespace ProvisionKms.Tests.FirstBoot;

public sealed class SetupCompleteMergeTests
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    [Fact]
    public void Merge_without_a_script_makes_one_of_just_the_block()
    {
        var result = SetupCompleteMerge.Merge(null);

        Assert.True(result.Changed);
        Assert.Empty(result.Diagnostics);
        Golden.Check("SetupComplete.block.cmd", result.Content!);
        Assert.Empty(SetupCompleteMerge.Remove(result.Content!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("echo no line end")]
    [InlineData("@echo off\r\necho one\r\n")]
    [InlineData("@echo off\necho one\n")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("echo a\r\necho b\necho c\n")]
    [InlineData("exit 1")]
    public void Merge_puts_the_block_first_and_Remove_gives_the_original(string text)
    {
        var original = Ascii(text);

        var merged = Merge(original);

        Assert.Equal(512, merged.Length - original.Length);
        Assert.Equal(original, merged[512..]);
        Assert.True(SetupCompleteMerge.HasBlock(merged));
        Assert.False(SetupCompleteMerge.HasBlock(original));
        Assert.Equal(original, SetupCompleteMerge.Remove(merged));
    }

    [Theory]
    [InlineData("a\r\nb\r\n", "\r\n")]
    [InlineData("a\nb\n", "\n")]
    [InlineData("a\nb\nc\r\n", "\n")]
    [InlineData("a\r\nb\n", "\r\n")]
    [InlineData("a", "\r\n")]
    public void Merge_uses_the_line_ends_that_the_script_uses_most(string text, string lineEnd)
    {
        var block = Encoding.ASCII.GetString(Merge(Ascii(text))[..512]);

        Assert.Equal(5, block.Split(lineEnd).Length - 1);
        Assert.Equal(lineEnd == "\n", !block.Contains('\r', StringComparison.Ordinal));
    }

    [Fact]
    public void Merge_twice_is_merge_once()
    {
        var once = Merge(Ascii("@echo off\nexit\n"));

        var twice = SetupCompleteMerge.Merge(once);

        Assert.False(twice.Changed);
        Assert.Equal(once, twice.Content);
    }

    [Fact]
    public void A_byte_order_mark_stays_first_and_only_the_comment_of_the_block_touches_it()
    {
        byte[] original = [.. Mark, .. Ascii("@echo off\r\n")];

        var result = SetupCompleteMerge.Merge(original, "x.cmd");

        Assert.Equal([.. Mark, .. Ascii("@rem ")], result.Content![..8]);
        Assert.Equal(original[3..], result.Content![515..]);
        Assert.Equal(original, SetupCompleteMerge.Remove(result.Content!));
        Assert.True(SetupCompleteMerge.HasBlock(result.Content!));
        Assert.Equal("x.cmd(1,1): warning PKMS2351", Start(Assert.Single(result.Diagnostics)));
    }

    [Fact]
    public void Bytes_of_any_code_page_stay_as_they_are()
    {
        byte[] original = [.. Enumerable.Range(1, 255).Select(i => (byte)i), (byte)'\n'];

        Assert.Equal(original, Merge(original)[512..]);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    public void A_UTF16_script_is_refused_with_what_to_do(string encoding, bool withMark)
    {
        var codec = Encoding.GetEncoding(encoding);
        byte[] original = [.. withMark ? codec.GetPreamble() : [], .. codec.GetBytes("@echo off\r\necho hello\r\n")];

        var result = SetupCompleteMerge.Merge(original, "x.cmd");

        Assert.Null(result.Content);
        Assert.False(result.Changed);
        Assert.Equal("x.cmd: error PKMS2350", Start(Assert.Single(result.Diagnostics)));
        Assert.False(SetupCompleteMerge.HasBlock(original));
        Assert.Equal(original, SetupCompleteMerge.Remove(original));
    }

    [Fact]
    public void A_block_of_another_version_is_replaced()
    {
        var original = Ascii("echo mine\r\n");
        byte[] old = [.. OtherVersion("@call something-older.cmd"), .. original];

        var result = SetupCompleteMerge.Merge(old);

        Assert.Empty(result.Diagnostics);
        Assert.True(result.Changed);
        Assert.False(SetupCompleteMerge.HasBlock(old));
        Assert.Equal(Merge(original), result.Content);
    }

    [Fact]
    public void A_block_that_is_no_longer_first_is_moved_to_the_top()
    {
        byte[] moved = [.. Ascii("@echo off\r\n"), .. Merge(null), .. Ascii("exit\r\n")];

        Assert.Equal(Merge(Ascii("@echo off\r\nexit\r\n")), Merge(moved));
    }

    [Fact]
    public void Two_blocks_become_one()
    {
        byte[] twice = [.. Merge(null), .. Merge(null), .. Ascii("exit\r\n")];

        Assert.Equal(Merge(Ascii("exit\r\n")), Merge(twice));
    }

    [Fact]
    public void A_block_whose_line_ends_were_converted_is_still_ours()
    {
        var converted = Ascii(Encoding.ASCII.GetString(Merge(Ascii("a\r\nb\r\n"))).Replace("\r\n", "\n", StringComparison.Ordinal));

        var result = SetupCompleteMerge.Merge(converted);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(Merge(Ascii("a\nb\n")), result.Content);
    }

    [Fact]
    public void A_block_that_lost_its_last_line_end_is_still_ours() =>
        Assert.Empty(SetupCompleteMerge.Remove(Merge(null)[..^2]));

    [Fact]
    public void An_edited_block_is_left_alone_and_named()
    {
        var edited = Ascii(Encoding.ASCII.GetString(Merge(Ascii("echo x\r\n")))
            .Replace("@rem Activates", "call mine.cmd\r\n@rem Activates", StringComparison.Ordinal));

        var result = SetupCompleteMerge.Merge(edited, "x.cmd");

        Assert.Equal(edited, result.Content![512..]);
        Assert.Equal(["x.cmd(1,1): warning PKMS2352", "x.cmd(6,1): warning PKMS2352"], result.Diagnostics.Select(Start));
        Assert.False(SetupCompleteMerge.Merge(result.Content!).Changed);
    }

    [Theory]
    [InlineData("@rem ProvisionKms block begin 0123456789abcdef\r\necho keep me\r\n", 1)]
    [InlineData("echo keep me\r\n@rem ProvisionKms block end\r\n", 2)]
    [InlineData("@rem ProvisionKms block begin\r\n@rem ProvisionKms block end\r\necho keep me\r\n", 1, 2)]
    public void Damaged_marks_never_cost_a_line_of_the_script(string text, params int[] lines)
    {
        var result = SetupCompleteMerge.Merge(Ascii(text));

        Assert.Equal(Ascii(text), result.Content![512..]);
        Assert.Equal(lines, result.Diagnostics.Select(d => d.Where!.Value.Line));
        Assert.All(result.Diagnostics, d => Assert.Equal(Codes.ScriptBlockAltered, d.Code));
        Assert.Equal(Ascii(text), SetupCompleteMerge.Remove(result.Content!));
    }

    [Theory]
    [InlineData("powershell -Command \"iex ((gc '%~f0') -join [char]10)\"")]
    [InlineData("cscript //nologo //E:JScript \"%~dpnx0\" & exit")]
    [InlineData("for /f \"skip=4 delims=\" %%a in (%~f0) do echo %%a")]
    [InlineData("more +20 < \"%0\" > readme.txt")]
    public void A_script_that_reads_itself_is_warned_about(string line)
    {
        var result = SetupCompleteMerge.Merge(Ascii("@echo off\r\n" + line + "\r\n"), "x.cmd");

        Assert.Equal("x.cmd(2,1): warning PKMS2353", Start(Assert.Single(result.Diagnostics)));
    }

    [Theory]
    [InlineData("del /q /f \"%0\"")]
    [InlineData("(goto) 2>nul & del \"%~f0\"")]
    [InlineData("powershell -File \"%~dp0SetupComplete.ps1\"")]
    [InlineData("powershell -File \"%~dpn0.ps1\"")]
    [InlineData("echo ####### %0 #######")]
    [InlineData("rem powershell reads %~f0 here")]
    [InlineData(":: find \"x\" \"%~f0\"")]
    [InlineData("powershell Start-Process '%~f0' -Verb RunAs")]
    public void A_script_that_only_names_itself_is_not(string line) =>
        Assert.Empty(SetupCompleteMerge.Merge(Ascii(line)).Diagnostics);

    [Fact]
    public void A_file_of_nothing_but_begin_lines_is_merged_in_reasonable_time()
    {
        var many = Ascii(string.Concat(Enumerable.Repeat("@rem ProvisionKms block begin 0123456789abcdef\n", 20_000)));

        Assert.Equal(many, Merge(many)[512..]);
    }

    internal static byte[] Merge(byte[]? original) => SetupCompleteMerge.Merge(original).Content!;

    private static byte[] OtherVersion(string call)
    {
        var body = Ascii($"@rem an older text\r\n{call}\r\n{ScriptBlock.EndMark}\r\n");
        return [.. Ascii($"{ScriptBlock.BeginMark}{ScriptBlock.Digest(body)}\r\n"), .. body];
    }

    private static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    private static string Start(Diagnostic diagnostic)
    {
        var text = diagnostic.ToString();
        return text[..(text.IndexOf("PKMS", StringComparison.Ordinal) + 8)];
    }
}
