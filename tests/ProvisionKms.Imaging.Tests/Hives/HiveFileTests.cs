using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Hives;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Hives;

public sealed class HiveFileTests : IDisposable
{
    private const string CurrentVersion = @"Microsoft\Windows NT\CurrentVersion";
    private const string Licensing = CurrentVersion + @"\SoftwareProtectionPlatform";

    private readonly TempFolder _temp = new();
    private readonly string _file;

    public HiveFileTests()
    {
        _file = _temp["SOFTWARE"];
        SampleHive.Create(
            _file,
            [
                new RegistryValue(CurrentVersion, "EditionID", "ServerStandard"),
                new RegistryValue(CurrentVersion, "CurrentBuild", "17763"),
                new RegistryValue(Licensing, "Other", "stays"),
            ],
            [new RegistryNumber(CurrentVersion, "UBR", 1158), new RegistryNumber(CurrentVersion, "Max", uint.MaxValue)]);
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Text_and_numbers_are_read_whatever_the_case_of_key_and_name()
    {
        using var hive = HiveFile.Open(_file, "SOFTWARE", []);

        Assert.Equal(HiveCondition.Clean, hive.Condition);
        Assert.Equal("ServerStandard", hive.GetText(CurrentVersion.ToUpperInvariant(), "editionid"));
        Assert.Equal("1158", hive.GetText(CurrentVersion, "UBR"));
        Assert.Equal("4294967295", hive.GetText(CurrentVersion, "Max"));
        Assert.Null(hive.GetText(CurrentVersion, "Absent"));
        Assert.Null(hive.GetText(@"Microsoft\Absent", "EditionID"));
        Assert.True(hive.HasKey(@"microsoft\windows nt"));
        Assert.False(hive.HasKey(@"microsoft\windows"));
        Assert.Equal(["SoftwareProtectionPlatform"], hive.SubKeys(CurrentVersion));
        Assert.Empty(hive.SubKeys(@"Microsoft\Absent"));
    }

    [Fact]
    public void Set_makes_missing_keys_and_keeps_the_other_values_of_the_key()
    {
        var changed = HiveFile.SetValues(_file, "SOFTWARE",
        [
            new RegistryValue(Licensing, "KeyManagementServiceName", "kms.example.net"),
            new RegistryValue(Licensing, "KeyManagementServicePort", "1688"),
            new RegistryValue(CurrentVersion + @"\SL", "KeyManagementServiceName", "kms.example.net"),
        ]);

        Assert.True(changed);
        using var hive = HiveFile.Open(_file, "SOFTWARE", []);
        Assert.Equal(HiveCondition.Clean, hive.Condition);
        Assert.Equal("kms.example.net", hive.GetText(Licensing, "KeyManagementServiceName"));
        Assert.Equal("1688", hive.GetText(Licensing, "KeyManagementServicePort"));
        Assert.Equal("kms.example.net", hive.GetText(CurrentVersion + @"\SL", "KeyManagementServiceName"));
        Assert.Equal("stays", hive.GetText(Licensing, "Other"));
        Assert.Equal("1158", hive.GetText(CurrentVersion, "UBR"));
    }

    [Fact]
    public void Set_matches_key_and_name_whatever_their_case_and_keeps_their_spelling()
    {
        HiveFile.SetValues(_file, "SOFTWARE", [new RegistryValue(Licensing.ToUpperInvariant(), "OTHER", "changed")]);

        using var hive = HiveFile.Open(_file, "SOFTWARE", []);
        Assert.Equal("changed", hive.GetText(Licensing, "Other"));
        var dump = Encoding.UTF8.GetString(Tool.Run("libhivex-bin", "hivexml", _file));
        Assert.Contains("key=\"Other\"", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("OTHER", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("SOFTWAREPROTECTIONPLATFORM", dump, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_of_what_is_there_already_does_not_write()
    {
        RegistryValue[] values = [new(Licensing, "KeyManagementServiceName", "kms.example.net"), new(Licensing, "Other", "stays")];
        Assert.True(HiveFile.SetValues(_file, "SOFTWARE", values));
        var before = File.ReadAllBytes(_file);
        File.SetLastWriteTimeUtc(_file, DateTime.UnixEpoch);

        Assert.False(HiveFile.SetValues(_file, "SOFTWARE", values));

        Assert.Equal(before, File.ReadAllBytes(_file));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_file));
    }

    [Fact]
    public void Hivexget_reads_what_was_set()
    {
        HiveFile.SetValues(_file, "SOFTWARE", [new RegistryValue(Licensing, "KeyManagementServiceName", "kms.example.net")]);

        var read = Tool.Run("libhivex-bin", "hivexget", _file, '\\' + Licensing, "KeyManagementServiceName");

        Assert.Equal("kms.example.net\n", Encoding.UTF8.GetString(read));
    }

    [Fact]
    public void A_number_in_the_way_is_replaced_by_the_text()
    {
        Assert.True(HiveFile.SetValues(_file, "SOFTWARE", [new RegistryValue(CurrentVersion, "UBR", "1158")]));
        var export = Encoding.Unicode.GetString(Encoding.Convert(Encoding.UTF8, Encoding.Unicode,
            Tool.Run("libwin-hivex-perl", "hivexregedit", "--export", "--unsafe-printable-strings", _file, '\\' + CurrentVersion)));
        Assert.Contains("\"UBR\"=str(1):\"1158\"", export, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { }, "")]
    [InlineData(new byte[] { 0x41 }, "")]
    [InlineData(new byte[] { 0x41, 0, 0x42 }, "A")]
    [InlineData(new byte[] { 0x41, 0, 0x42, 0 }, "AB")]
    [InlineData(new byte[] { 0x41, 0, 0, 0, 0x42, 0 }, "A")]
    public void Text_is_read_also_without_its_end(byte[] data, string text) => Assert.Equal(text, RegistryText.Decode(data));

    [Fact]
    public void A_dirty_hive_is_read_but_not_written()
    {
        HiveBytes.SetSequence(_file, primary: 8, secondary: 7);
        var before = File.ReadAllBytes(_file);

        using (var hive = HiveFile.Open(_file, @"Windows\System32\config\SOFTWARE", []))
        {
            Assert.Equal(HiveCondition.Dirty, hive.Condition);
            Assert.Equal("17763", hive.GetText(CurrentVersion, "CurrentBuild"));
        }

        var error = Assert.Throws<ProvisionException>(() =>
            HiveFile.SetValues(_file, @"Windows\System32\config\SOFTWARE", [new RegistryValue(Licensing, "Other", "x")]));
        var diagnostic = Assert.Single(error.Diagnostics);
        Assert.Same(Codes.HiveDirty, diagnostic.Code);
        Assert.Equal(@"Windows\System32\config\SOFTWARE", diagnostic.Where?.File);
        Assert.Equal(before, File.ReadAllBytes(_file));
    }

    [Fact]
    public void A_hive_grows_to_the_size_and_stays_sound()
    {
        SampleHive.Grow(_file, 3 << 20);

        Assert.InRange(new FileInfo(_file).Length, 3 << 20, (3 << 20) + (1 << 18));
        using var hive = HiveFile.Open(_file, "SOFTWARE", []);
        Assert.Equal("ServerStandard", hive.GetText(CurrentVersion, "EditionID"));
        var classes = hive.SubKeys(@"Classes\CLSID");
        Assert.True(classes.Count > 1000);
        Assert.NotNull(hive.GetText($@"Classes\CLSID\{classes[^1]}\InprocServer32", "ThreadingModel"));
        Tool.Run("libhivex-bin", "hivexml", _file);
    }

    [Fact]
    public void A_grown_hive_is_the_same_every_time()
    {
        var other = _temp["OTHER"];
        File.Copy(_file, other);
        SampleHive.Grow(_file, 1 << 20);
        SampleHive.Grow(other, 1 << 20);

        Assert.Equal(File.ReadAllBytes(_file), File.ReadAllBytes(other));
    }
}
