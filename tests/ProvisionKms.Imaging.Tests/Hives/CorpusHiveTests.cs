using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Hives;
using ProvisionKms.Imaging.Interop.Hivex;
using ProvisionKms.Tests;

namespace ProvisionKms.Imaging.Tests.Hives;

/// <summary>Real hives and hives that were made to be hard. hivexregedit says what is in them before and after.</summary>
public sealed class CorpusHiveTests : IDisposable
{
    private const string NewKey = @"ProvisionKmsTest\SoftwareProtectionPlatform";
    private const string Name = "KeyManagementServiceName";
    private const string Text = "kms.example.net";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Every_hive_takes_values_in_new_and_old_keys_and_all_else_stays() => ForEachHive(file =>
    {
        MakeClean(file);
        string[] keys = KeyWithValues(file) is { } old ? [NewKey, old] : [NewKey];
        RegistryValue[] values = [.. keys.Select(key => new RegistryValue(key, Name, Text))];
        if (Export(file) is not { } before)
        {
            SetOrRefuse(file, values);
            return;
        }

        Assert.True(HiveFile.SetValues(file, "HIVE", values));

        Assert.Equal(Text + "\n", Encoding.UTF8.GetString(Tool.Run("libhivex-bin", "hivexget", file, '\\' + NewKey, Name)));
        Assert.All(keys, key => Assert.Equal(Text, Read(file, key, Name)));
        AssertSound(file);
        Assert.Null(Export(file)!.WithoutKey(@"\ProvisionKmsTest").WithoutValue(Name).FirstDifference(before));

        var once = File.ReadAllBytes(file);
        Assert.False(HiveFile.SetValues(file, "HIVE", values));
        Assert.Equal(once, File.ReadAllBytes(file));
    });

    [Fact]
    public void Every_dirty_hive_is_noticed_and_not_written() => ForEachHive(file =>
    {
        if (!BaseBlockOf(file).IsDirty)
        {
            return;
        }

        using (var hive = HiveFile.Open(file, "HIVE", []))
        {
            Assert.Equal(HiveCondition.Dirty, hive.Condition);
        }

        var error = Assert.Throws<ProvisionException>(() => HiveFile.SetValues(file, "HIVE", [new RegistryValue(NewKey, Name, Text)]));
        Assert.Same(Codes.HiveDirty, Assert.Single(error.Diagnostics).Code);
    });

    [Fact]
    public void What_hivex_does_not_open_is_a_diagnostic()
    {
        var refused = 0;
        foreach (var file in Hives())
        {
            if (OpensInHivex(file))
            {
                continue;
            }

            var error = Assert.Throws<ProvisionException>(() => HiveFile.Open(file, "HIVE", []));
            Assert.Same(Codes.HiveDamaged, Assert.Single(error.Diagnostics).Code);
            refused++;
        }

        Assert.NotEqual(0, refused);
    }

    [Fact]
    public void Logs_beside_a_hive_are_compared_with_it()
    {
        var files = Hives().ToDictionary(file => Path.GetFileName(file));
        Assert.SkipUnless(files.ContainsKey("mkorman90__regipy__SYSTEM_B"), "the corpus has no hive with its logs");
        var hive = files["mkorman90__regipy__SYSTEM_B"];
        string[] logs = [files["mkorman90__regipy__SYSTEM_B.LOG1"], files["mkorman90__regipy__SYSTEM_B.LOG2"]];

        Assert.Equal(HiveCondition.Dirty, ConditionOf(hive, logs));
        HiveBytes.SetSequence(hive, 1622, 1622);
        Assert.Equal(HiveCondition.PendingLog, ConditionOf(hive, logs));
        Assert.Equal(HiveCondition.PendingLog, ConditionOf(hive, logs[..1]));
        Assert.Equal(HiveCondition.PendingLog, ConditionOf(hive, logs[1..]));
        HiveBytes.SetSequence(hive, 5000, 5000);
        Assert.Equal(HiveCondition.Clean, ConditionOf(hive, logs));
    }

    private static HiveCondition ConditionOf(string file, string[] logs)
    {
        using var hive = HiveFile.Open(file, "HIVE", logs);
        return hive.Condition;
    }

    /// <summary>Runs for all hives that our reader takes; the others are the subject of a test of their own.</summary>
    private void ForEachHive(Action<string> test)
    {
        var failures = new List<string>();
        var tested = 0;
        foreach (var file in Hives().Where(Opens))
        {
            try
            {
                test(file);
                tested++;
            }
            catch (Exception e) when (e is not OperationCanceledException && !e.GetType().Name.Contains("Skip", StringComparison.Ordinal))
            {
                failures.Add($"{Path.GetFileName(file)}: {e.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
        Assert.NotEqual(0, tested);
    }

    /// <summary>Copies of our own of everything in the corpus, logs and files that are no hives included.</summary>
    private List<string> Hives()
    {
        var copies = new List<string>();
        foreach (var packed in Corpus.Files("hives", "*.xz"))
        {
            copies.Add(_temp.Write(Path.GetFileNameWithoutExtension(packed), Tool.Run("xz-utils", "xz", "-dc", packed)));
        }

        return copies;
    }

    private static bool Opens(string file)
    {
        try
        {
            HiveFile.Open(file, "HIVE", []).Dispose();
            return true;
        }
        catch (ProvisionException)
        {
            return false;
        }
    }

    private static bool OpensInHivex(string file)
    {
        try
        {
            NativeHive.Open(file, HivexOpenFlags.Read).Dispose();
            return true;
        }
        catch (HivexException)
        {
            return false;
        }
    }

    private static void SetOrRefuse(string file, RegistryValue[] values)
    {
        try
        {
            HiveFile.SetValues(file, "HIVE", values);
        }
        catch (ProvisionException refused)
        {
            Assert.Contains(Assert.Single(refused.Diagnostics).Code, (DiagnosticCode[])[Codes.HiveDamaged, Codes.HiveKeyUnsafe]);
            return;
        }

        Assert.All(values, value => Assert.Equal(value.Text, Read(file, value.Key, value.Name)));
    }

    private static string? Read(string file, string key, string name)
    {
        using var hive = HiveFile.Open(file, "HIVE", []);
        return hive.GetText(key, name);
    }

    private static BaseBlock BaseBlockOf(string file) => BaseBlock.TryRead(File.ReadAllBytes(file))!.Value;

    private static void MakeClean(string file)
    {
        var sequence = BaseBlockOf(file).PrimarySequence;
        HiveBytes.SetSequence(file, sequence, sequence);
    }

    private static void AssertSound(string file)
    {
        var block = BaseBlockOf(file);
        Assert.False(block.IsDirty);
        Assert.True(new FileInfo(file).Length >= BaseBlock.Size + block.BinsSize);
    }

    /// <summary>The first key with values that are small, near the root.</summary>
    private static string? KeyWithValues(string file)
    {
        using var hive = HiveFile.Open(file, "HIVE", []);
        using var native = NativeHive.Open(file, HivexOpenFlags.Read);
        var keys = new Queue<(HiveNode Node, string Path)>([(native.Root(), "")]);
        for (var looked = 0; looked < 500 && keys.TryDequeue(out var key); looked++)
        {
            try
            {
                if (key.Path.Length > 0 && native.Values(key.Node) is { Length: > 0 } values &&
                    values.All(v => native.Data(v, out _).Length < 4096))
                {
                    return key.Path;
                }

                foreach (var child in native.Children(key.Node))
                {
                    if (native.Name(child) is { } name && !name.Contains('\\', StringComparison.Ordinal))
                    {
                        keys.Enqueue((child, key.Path.Length == 0 ? name : $"{key.Path}\\{name}"));
                    }
                }
            }
            catch (HivexException)
            {
                return key.Path;
            }
        }

        return null;
    }

    private static HiveExport? Export(string file)
    {
        var (exitCode, output, _) = Tool.TryRun("libwin-hivex-perl", "hivexregedit", "--export", file, "\\");
        return exitCode == 0 ? new HiveExport(Encoding.Latin1.GetString(output).Split('\n')) : null;
    }
}
