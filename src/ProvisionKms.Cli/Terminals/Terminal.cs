using System.Text;
using Spectre.Console;

namespace ProvisionKms.Cli.Terminals;

/// <summary>Where a run writes and what it may know of its surroundings; tests hand in another one.</summary>
internal sealed record Terminal
{
    /// <summary>Logs and CI systems show no more, and a transcript must not depend on who made it.</summary>
    public const int WidthWhenRedirected = 80;

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Of the terminal, which only one of the two streams may go to.</summary>
    public int Columns { get; init; } = WidthWhenRedirected;

    /// <summary>Of what goes to standard output.</summary>
    public int Width => OutIsTerminal ? Columns : WidthWhenRedirected;

    /// <summary>Whether escape sequences move its cursor and colour it; the console of an old Windows shows them as they are.</summary>
    public bool UnderstandsEscapes { get; init; } = true;

    public Func<string, string?> Environment { get; init; } = _ => null;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static Terminal OfProcess()
    {
        WriteAnyCharacter();
        return new Terminal
        {
            Out = Writer(Console.IsOutputRedirected, Console.OpenStandardOutput, () => Console.Out),
            Error = Writer(Console.IsErrorRedirected, Console.OpenStandardError, () => Console.Error),
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Columns = ColumnsOrDefault(),
            UnderstandsEscapes = !OperatingSystem.IsWindows() || (SwitchEscapesOn(Console.Out) | SwitchEscapesOn(Console.Error)),
            Environment = System.Environment.GetEnvironmentVariable,
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

    /// <summary>A redirected stream is read by programs: UTF-8 without a mark, whatever code page a Windows console has.</summary>
    private static TextWriter Writer(bool redirected, Func<Stream> open, Func<TextWriter> console) => redirected
        ? new StreamWriter(open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true }
        : console();

    private static int ColumnsOrDefault()
    {
        try
        {
            // 0 in terminals that do not tell, such as a serial console.
            return !(Console.IsOutputRedirected && Console.IsErrorRedirected) && Console.WindowWidth is > 20 and var columns ? columns : WidthWhenRedirected;
        }
        catch (IOException)
        {
            return WidthWhenRedirected;
        }
    }
}
