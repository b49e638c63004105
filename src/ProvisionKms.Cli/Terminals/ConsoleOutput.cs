using System.Text;
using Spectre.Console;

namespace ProvisionKms.Cli.Terminals;

/// <summary>Where Spectre.Console draws, and how wide that is: its own would ask the console, which .NET then switches to another mode.</summary>
internal sealed class ConsoleOutput(TextWriter writer, int width, bool isTerminal) : IAnsiConsoleOutput
{
    /// <summary>Lines; only what fills a screen asks.</summary>
    private const int Any = 24;

    public TextWriter Writer => writer;

    public bool IsTerminal => isTerminal;

    public int Width => width;

    public int Height => Any;

    public void SetEncoding(Encoding encoding)
    {
        // The writer has its own.
    }
}
