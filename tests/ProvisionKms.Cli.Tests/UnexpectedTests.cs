using System.Text;
using ProvisionKms.Cli.Terminals;

namespace ProvisionKms.Cli.Tests;

/// <summary>What nobody planned for still ends in one line that a user can act on.</summary>
public sealed class UnexpectedTests
{
    [Fact]
    public void A_bug_of_ours_is_one_line_without_a_stack_trace()
    {
        var (exitCode, error) = Run(new InvalidOperationException("the impossible"));

        Assert.Equal(1, exitCode);
        Assert.Equal(
            "provision-kms: error PKMS9001: InvalidOperationException: the impossible; please report it; PROVISIONKMS_DEBUG=1 shows more",
            error.TrimEnd());
    }

    [Fact]
    public void A_variable_shows_where_it_happened()
    {
        var (_, error) = Run(new InvalidOperationException("the impossible"), "1");

        Assert.Contains("   at ProvisionKms.Cli.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_no_bug_of_ours()
    {
        var (exitCode, error) = Run(new IOException("No space left on device."));

        Assert.Equal(1, exitCode);
        Assert.Equal("provision-kms: error PKMS4099: No space left on device; check the disk and the permissions, then run again", error.TrimEnd());
    }

    private static (int ExitCode, string Error) Run(Exception thrown, string? debug = null)
    {
        using var error = new StringWriter();
        using var output = new ThrowingWriter(thrown);
        var terminal = new Terminal { Out = output, Error = error, Environment = name => name == Application.DebugVariable ? debug : null };
        return ((int)new Application(terminal).Run(["platforms", "--format", "json"], CancellationToken.None), error.ToString());
    }

    private sealed class ThrowingWriter(Exception thrown) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw thrown;
    }
}
