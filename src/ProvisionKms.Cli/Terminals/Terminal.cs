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
}
