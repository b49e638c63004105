using System.Text;
using Microsoft.Win32.SafeHandles;
using ProvisionKms.Cli.Interop;
using Spectre.Console;

namespace ProvisionKms.Cli.Terminals;

/// <summary>The terminal that this process was started from.</summary>
internal static class ProcessTerminal
{
    private const int Narrowest = 20;
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Terminal Open()
    {
        WriteAnyCharacter();
        KeepTerminalAsItIs();
        return new Terminal
        {
            Out = Console.IsOutputRedirected ? Writer(Console.OpenStandardOutput()) : Console.Out,
            Error = Console.IsErrorRedirected ? Writer(new BestEffortStream(Console.OpenStandardError())) : Console.Error,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Columns = Columns() is > Narrowest and var columns ? columns : Terminal.WidthWhenRedirected,
            UnderstandsEscapes = !OperatingSystem.IsWindows() || (SwitchEscapesOn(Console.Out) | SwitchEscapesOn(Console.Error)),
            Environment = Environment.GetEnvironmentVariable,
        };
    }

    /// <summary>
    /// A console on Windows has a code page that lacks most characters, and setting another one outlives us. With this encoding
    /// .NET sets none, and hands the console characters instead of bytes.
    /// </summary>
    private static void WriteAnyCharacter()
    {
        if (OperatingSystem.IsWindows() && !(Console.IsOutputRedirected && Console.IsErrorRedirected))
        {
            Console.OutputEncoding = Encoding.Unicode;
        }
    }

    /// <summary>A program must ask Windows for them; looking whether they are there does.</summary>
    private static bool SwitchEscapesOn(TextWriter console) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console) }).Profile.Capabilities.Ansi;

    /// <summary>
    /// .NET's own writers first switch the keypad of a terminal by escape sequences, also for those who want none. Elsewhere than on Windows a
    /// terminal is a file; libraries that look at Console.Out find ours too.
    /// </summary>
    private static void KeepTerminalAsItIs()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!Console.IsOutputRedirected)
        {
            Console.SetOut(Writer(FileOf(StandardOutput)));
        }

        if (!Console.IsErrorRedirected)
        {
            Console.SetError(Writer(new BestEffortStream(FileOf(StandardError))));
        }
    }

    private static FileStream FileOf(int number) => new(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    /// <summary>UTF-8 without a mark: a redirected stream is read by programs, whatever code page a Windows console has.</summary>
    private static StreamWriter Writer(Stream stream) => new(stream, s_utf8) { AutoFlush = true };

    private static int Columns()
    {
        if (OperatingSystem.IsLinux())
        {
            return Math.Max(Libc.ColumnsOf(StandardOutput), Libc.ColumnsOf(StandardError));
        }

        try
        {
            return Console.IsOutputRedirected && Console.IsErrorRedirected ? 0 : Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
