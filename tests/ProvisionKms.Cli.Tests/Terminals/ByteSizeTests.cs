using ProvisionKms.Cli.Terminals;

namespace ProvisionKms.Cli.Tests.Terminals;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(999, "999 bytes")]
    [InlineData(1024, "1.00 KiB")]
    [InlineData(45_088_768, "43.0 MiB")]
    [InlineData(5_368_709_120, "5.00 GiB")]
    public void Three_digits_and_a_unit(long bytes, string expected) => Assert.Equal(expected, ByteSize.Of(bytes));
}
