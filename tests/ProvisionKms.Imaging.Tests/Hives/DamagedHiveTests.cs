using System.Buffers.Binary;
using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Hives;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Hives;

/// <summary>Hives that are broken or built to mislead: always a diagnostic, never a crash of native code.</summary>
public sealed class DamagedHiveTests : IDisposable
{
    private const string Key = @"Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform";

    private readonly TempFolder _temp = new();
    private readonly string _file;
    private readonly byte[] _sound;

    public DamagedHiveTests()
    {
        _file = _temp["SOFTWARE"];
        SampleHive.Create(
            _file,
            [new RegistryValue(Key, "First", "a longer text"), new RegistryValue(Key, "Second", "another text"), new RegistryValue(@"Microsoft\Other", "X", "Y")],
            [new RegistryNumber(Key, "Number", 5)]);
        _sound = File.ReadAllBytes(_file);
    }

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(511)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(8191)]
    public void A_file_that_is_cut_off_is_damaged(int length)
    {
        File.WriteAllBytes(_file, _sound[..length]);

        AssertRefused(Codes.HiveDamaged, () => HiveFile.Open(_file, "SOFTWARE", []));
    }

    [Theory]
    [InlineData(0, 0x66676571u)]
    [InlineData(20, 2u)]
    [InlineData(28, 1u)]
    [InlineData(36, 0u)]
    [InlineData(36, 0xfffffff0u)]
    [InlineData(40, 0u)]
    [InlineData(40, 4097u)]
    [InlineData(40, 0xfffff000u)]
    [InlineData(4096, 0u)]
    [InlineData(4100, 8u)]
    [InlineData(4104, 0u)]
    [InlineData(4104, 0xfffff000u)]
    [InlineData(4128, 0u)]
    [InlineData(4128, 0x80000000u)]
    [InlineData(4128, 0x7fffffffu)]
    [InlineData(4128, 0xfffffffeu)]
    public void A_number_that_cannot_be_is_damage(int offset, uint number)
    {
        HiveBytes.Patch(_file, offset, number);
        HiveBytes.Seal(_file);

        AssertRefused(Codes.HiveDamaged, () => HiveFile.Open(_file, "SOFTWARE", []));
    }

    [Fact]
    public void A_wrong_checksum_is_damage()
    {
        HiveBytes.Patch(_file, 100, 1);

        AssertRefused(Codes.HiveDamaged, () => HiveFile.Open(_file, "SOFTWARE", []));
    }

    [Fact]
    public void Two_values_with_one_data_cell_are_not_edited()
    {
        HiveBytes.Patch(_file, ValueAt("First") + 0x0c, HiveBytes.Read(_file, ValueAt("Second") + 0x0c));

        AssertNotEdited();
    }

    [Fact]
    public void A_value_whose_data_is_nowhere_is_not_edited()
    {
        HiveBytes.Patch(_file, ValueAt("First") + 0x08, 0);
        HiveBytes.Patch(_file, ValueAt("First") + 0x0c, uint.MaxValue);

        AssertNotEdited();
    }

    [Fact]
    public void A_value_name_with_an_end_inside_is_not_edited()
    {
        HiveBytes.Patch(_file, ValueAt("First") + 0x18, 0x72690046);

        AssertNotEdited();
    }

    [Fact]
    public void Big_data_with_too_many_segments_is_not_read()
    {
        var data = 4096 + (int)HiveBytes.Read(_file, ValueAt("First") + 0x0c);
        HiveBytes.Patch(_file, ValueAt("First") + 0x08, 100_000);
        HiveBytes.Patch(_file, data + 4, 'd' | 'b' << 8 | 0xffffu << 16);
        HiveBytes.Patch(_file, data + 8, (uint)data - 4096);

        using var hive = HiveFile.Open(_file, "SOFTWARE", []);
        AssertRefused(Codes.HiveDamaged, () => hive.GetText(Key, "First"));
    }

    [Fact]
    public void A_key_list_that_leads_back_to_itself_ends()
    {
        var root = 4096 + (int)HiveBytes.Read(_file, 36);
        var list = HiveBytes.Read(_file, root + 0x20);
        HiveBytes.Patch(_file, 4096 + (int)list + 4, 'r' | 'i' << 8 | 1 << 16);
        HiveBytes.Patch(_file, 4096 + (int)list + 8, list);

        using var hive = HiveFile.Open(_file, "SOFTWARE", []);
        AssertRefused(Codes.HiveDamaged, () => hive.GetText(Key, "First"));
    }

    [Fact]
    public void Whatever_bytes_change_the_process_lives()
    {
        var random = new Random(20190514);
        var outcomes = new int[2];
        for (var round = 0; round < 1500; round++)
        {
            var bytes = _sound.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                Change(bytes, random);
            }

            HiveBytes.Seal(bytes);
            File.WriteAllBytes(_file, bytes);
            outcomes[TryAll() ? 1 : 0]++;
        }

        Assert.All(outcomes, count => Assert.NotEqual(0, count));
    }

    private static void Change(byte[] bytes, Random random)
    {
        // Half of the changes are near the start of the cells, where the structure is.
        var offset = random.Next(2) == 0 ? random.Next(4096, bytes.Length - 4) & ~3 : random.Next(4128, 5600);
        switch (random.Next(4))
        {
            case 0:
                bytes[offset] = (byte)random.Next(256);
                break;
            case 1:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), (uint)random.Next(0, bytes.Length) & ~7u);
                break;
            case 2:
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset), -(random.Next(0, 64) * 8));
                break;
            default:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), uint.MaxValue >> random.Next(32));
                break;
        }
    }

    private bool TryAll()
    {
        try
        {
            using (var hive = HiveFile.Open(_file, "SOFTWARE", []))
            {
                hive.GetText(Key, "First");
                hive.GetText(Key, "Number");
                hive.SubKeys("Microsoft");
            }

            HiveFile.SetValues(_file, "SOFTWARE",
                [new RegistryValue(Key, "Second", "x"), new RegistryValue(Key, "New", "y"), new RegistryValue(@"Microsoft\New", "z", "z")]);
            return true;
        }
        catch (ProvisionException)
        {
            return false;
        }
    }

    private int ValueAt(string name) => File.ReadAllBytes(_file).AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(name)) - 0x18;

    private void AssertNotEdited()
    {
        var before = File.ReadAllBytes(_file);
        AssertRefused(Codes.HiveKeyUnsafe, () => HiveFile.SetValues(_file, "SOFTWARE", [new RegistryValue(Key, "New", "x")]));
        Assert.Equal(before, File.ReadAllBytes(_file));
    }

    private static void AssertRefused(DiagnosticCode code, Action act)
    {
        var error = Assert.Throws<ProvisionException>(act);
        var diagnostic = Assert.Single(error.Diagnostics);
        Assert.Same(code, diagnostic.Code);
        Assert.Equal("SOFTWARE", diagnostic.Where?.File);
        Assert.NotNull(diagnostic.Hint);
    }
}
