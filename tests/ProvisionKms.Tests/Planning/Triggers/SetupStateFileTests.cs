using System.Text;
using ProvisionKms.Planning.Triggers;

namespace ProvisionKms.Tests.Planning.Triggers;

public sealed class SetupStateFileTests
{
    [Theory]
    [InlineData("[State]\r\nImageState=IMAGE_STATE_COMPLETE\r\n", "IMAGE_STATE_COMPLETE")]
    [InlineData("\n; note\n[STATE]\n  imagestate = IMAGE_STATE_COMPLETE  \n[Other]\nImageState=x\n", "IMAGE_STATE_COMPLETE")]
    [InlineData("[Other]\r\nImageState=IMAGE_STATE_COMPLETE\r\n", null)]
    [InlineData("[State]\r\nImageState=\r\n", null)]
    [InlineData("[State]\r\nImageState", null)]
    [InlineData("", null)]
    [InlineData("\0\0\u0001[", null)]
    public void The_state_of_section_State_is_read_in_each_encoding(string text, string? expected)
    {
        Assert.Equal(expected, SetupStateFile.Read(Encoding.Latin1.GetBytes(text)));
        Assert.Equal(expected, SetupStateFile.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]));
    }
}
