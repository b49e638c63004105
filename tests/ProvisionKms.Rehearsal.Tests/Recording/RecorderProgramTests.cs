using ProvisionKms.Diagnostics;
using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Tests.Recording;

public sealed class RecorderProgramTests
{
    [Fact]
    public void A_build_without_the_recorder_says_so_and_what_to_install()
    {
        var failure = Assert.Throws<ProvisionException>(() => RecorderProgram.Require(null));

        Assert.Equal(ExitCode.MachineLacksSomething, failure.ExitCode);
        Assert.Equal(Codes.RecorderMissing, failure.Diagnostics[0].Code);
        Assert.Contains("gcc-mingw-w64-x86-64-win32", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_a_small_program_for_64_bit_Windows_and_the_same_in_every_build()
    {
        Assert.SkipUnless(RecorderProgram.IsEmbedded, "needs x86_64-w64-mingw32-gcc when it is built (Debian package gcc-mingw-w64-x86-64-win32)");
        var program = RecorderProgram.Content;
        var headers = BitConverter.ToInt32(program, 0x3c);

        Assert.InRange(program.Length, 1024, 32 * 1024);
        Assert.Equal(0x8664, BitConverter.ToUInt16(program, headers + 4));
        Assert.Equal(0u, BitConverter.ToUInt32(program, headers + 8));
    }
}
