using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProvisionKms.FirstBoot.GroupPolicy;

namespace ProvisionKms.Tests.FirstBoot.GroupPolicy;

/// <summary>What holds for every pair of files, well-formed or not: pieces of such files in any order and encoding.</summary>
public sealed class StartupScriptProperties
{
    private static readonly Config Replayable = Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20080226UL, 11UL);

    private static readonly string[] Pieces =
    [
        "[Startup]", "[ startup ]", "[Shutdown]", "[General]", "[", "]", "0CmdLine=a.cmd", "0Parameters=/q", "1CmdLine = \"b b.cmd\"", "1Parameters=",
        "7CmdLine=gap.cmd", "0CmdLine=ProvisionKms.cmd", "CmdLine=", "; note", "", "  ", "\t", "no key", "=", "Version=65535", "Version=131072", "version = 3 ; x",
        "gPCMachineExtensionNames=[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]", "gPCMachineExtensionNames=[{",
        "gPCMachineExtensionNames=[{42B5FAAE-6536-11D2-AE5A-0000F87571E3}{00000000-4972-11D1-A7CA-0000F87571E3}]", "Options=1", "ÄÖ€", "\0",
    ];

    [Fact]
    public void Merging_twice_is_merging_once_and_ours_is_there() => ForAll((list, policy) =>
    {
        var once = StartupScript.Merge(list, policy, "scripts.ini", "gpt.ini");
        if (once is { List: { } listOnce, Policy: { } policyOnce })
        {
            var twice = StartupScript.Merge(listOnce, policyOnce, "scripts.ini", "gpt.ini");
            Assert.Equal(listOnce, twice.List);
            Assert.Equal(policyOnce, twice.Policy);
            Assert.True(StartupScript.IsListed(listOnce));
            Assert.True(StartupScript.IsAnnounced(policyOnce));
        }
    });

    [Fact]
    public void The_list_only_gains_lines_of_ours_in_one_place() => ForAll((list, _) =>
    {
        var merged = StartupScript.Merge(list, null, "scripts.ini", "gpt.ini").List;
        if (merged is null)
        {
            return;
        }

        var start = list.Zip(merged).TakeWhile(pair => pair.First == pair.Second).Count();
        var behind = list.Length - start;
        Assert.True(merged.Length >= list.Length && merged.AsSpan(merged.Length - behind).SequenceEqual(list.AsSpan(start)));
        var added = Encoding.Latin1.GetString(merged, start, merged.Length - behind - start).Replace("\0", "", StringComparison.Ordinal);
        Assert.True(added.Length == 0 || added.Contains("ProvisionKms.cmd", StringComparison.Ordinal), added);
    });

    [Fact]
    public void In_the_policy_only_the_list_of_extensions_and_the_version_change() => ForAll((_, policy) =>
    {
        var merged = StartupScript.Merge(null, policy, "scripts.ini", "gpt.ini").Policy;
        if (merged is not null)
        {
            Assert.Equal(Others(policy), Others(merged).Take(Others(policy).Count));
        }
    });

    private static List<string> Others(byte[] policy) =>
    [
        .. Encoding.Latin1.GetString(policy).Replace("\0", "", StringComparison.Ordinal).TrimStart('ÿ', 'þ').Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("Version", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("gPCMachine", StringComparison.Ordinal)),
    ];

    private static void ForAll(Action<byte[], byte[]> check) => Check.One(
        Replayable,
        Prop.ForAll(
            Files().ToArbitrary(), Files().ToArbitrary(), (list, policy) => check(list, policy)));

    private static Gen<byte[]> Files() =>
        from lines in Gen.Elements(Pieces).ListOf()
        from lineEnd in Gen.Elements("\r\n", "\n")
        from isWide in Gen.Elements(true, false)
        let text = string.Join(lineEnd, lines)
        select isWide ? (byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)] : Encoding.Latin1.GetBytes(text);
}
