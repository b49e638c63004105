using System.Buffers.Binary;
using ProvisionKms.Imaging.Hives;

namespace ProvisionKms.Imaging.Tests.Hives;

public sealed class TransactionLogTests : IDisposable
{
    private const uint OldLog = 1;
    private const uint NewLog = 6;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(100, new uint[] { }, false)]
    [InlineData(100, new uint[] { 99, 100 }, false)]
    [InlineData(100, new uint[] { 101 }, true)]
    [InlineData(100, new uint[] { 98, 99, 105 }, true)]
    [InlineData(uint.MaxValue, new uint[] { 2 }, true)]
    [InlineData(2, new uint[] { uint.MaxValue }, false)]
    public void A_log_of_new_format_is_newer_by_its_entries(uint hive, uint[] entries, bool newer)
    {
        var log = _temp.Write("LOG1", [.. Block(NewLog, 500, 500, written: 0), .. entries.SelectMany(Entry)]);

        Assert.Equal(newer, TransactionLog.IsNewer(log, Hive(hive, written: 7)));
    }

    [Theory]
    [InlineData(101, 101, 7, true)]
    [InlineData(101, 100, 7, false)]
    [InlineData(100, 100, 7, false)]
    [InlineData(101, 101, 8, false)]
    public void A_log_of_old_format_is_newer_when_it_is_whole_and_has_the_time_of_the_hive(uint primary, uint secondary, long written, bool newer)
    {
        var log = _temp.Write("LOG", [.. Block(OldLog, primary, secondary, written), .. new byte[512]]);

        Assert.Equal(newer, TransactionLog.IsNewer(log, Hive(100, written: 7)));
    }

    [Fact]
    public void An_empty_log_is_not_newer() =>
        Assert.False(TransactionLog.IsNewer(_temp.Write("LOG1", []), Hive(1, 0)));

    [Fact]
    public void A_log_with_a_broken_header_is_not_newer()
    {
        var block = Block(NewLog, 500, 500, 0);
        block[100] ^= 1;

        Assert.False(TransactionLog.IsNewer(_temp.Write("LOG1", [.. block, .. Entry(500)]), Hive(1, 0)));
    }

    [Fact]
    public void An_entry_that_is_cut_off_does_not_count()
    {
        var log = _temp.Write("LOG1", [.. Block(NewLog, 500, 500, 0), .. Entry(500)[..300]]);

        Assert.False(TransactionLog.IsNewer(log, Hive(1, 0)));
    }

    private static BaseBlock Hive(uint sequence, long written) => new(sequence, sequence, written, 1, 0, 32, 4096);

    private static byte[] Block(uint type, uint primary, uint secondary, long written)
    {
        var block = new byte[512];
        "regf"u8.CopyTo(block);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(4), primary);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(8), secondary);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(12), written);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(28), type);
        HiveBytes.Seal(block);
        return block;
    }

    private static byte[] Entry(uint sequence)
    {
        var entry = new byte[512];
        "HvLE"u8.CopyTo(entry);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(4), 512);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(12), sequence);
        return entry;
    }
}
