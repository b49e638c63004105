using System.Globalization;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Tests.Staging;

public sealed class ProcessMarkTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private static string Own => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void What_this_process_has_written_is_in_use() => Assert.False(ProcessMark.IsGone(Own, Left(DateTime.UtcNow)));

    [Fact]
    public void What_an_earlier_process_with_the_same_id_left_is_not() => Assert.True(ProcessMark.IsGone(Own, Left(DateTime.UtcNow.AddDays(-1))));

    [Fact]
    public void What_a_living_process_has_is_in_use_however_old_it_is() => Assert.False(ProcessMark.IsGone("1", Left(DateTime.UtcNow.AddDays(-1))));

    [Theory]
    [InlineData("4194304", true)]
    [InlineData("x", false)]
    [InlineData("", false)]
    public void Only_the_id_of_no_process_is_gone(string id, bool expected) => Assert.Equal(expected, ProcessMark.IsGone(id, Left(DateTime.UtcNow)));

    private string Left(DateTime written)
    {
        File.WriteAllText(_temp["left"], "");
        File.SetLastWriteTimeUtc(_temp["left"], written);
        return _temp["left"];
    }
}
