using System.CommandLine;
using ProvisionKms.Cli.Terminals;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Cli.Views;
using ProvisionKms.Cli.Work;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli;

/// <summary>What a command is given to do its work: its arguments, where results and findings go, and when to stop.</summary>
internal sealed class Invocation(ParseResult parse, Terminal terminal, CommonOptions options, CancellationToken cancellation)
{
    private readonly bool _color = options.ColorOf(parse, terminal);

    public ParseResult Arguments => parse;

    public Terminal Terminal => terminal;

    public CancellationToken Cancellation => cancellation;

    public OutputFormat Format { get; } = options.FormatOf(parse);

    public Verbosity Verbosity { get; } = options.VerbosityOf(parse);

    /// <summary>Findings that come up while progress is shown; reported when the work has ended, however it has.</summary>
    public Leftovers Leftovers { get; } = new();

    /// <summary>Told of the errors when the run fails; of none when it was cancelled.</summary>
    public Action<IReadOnlyList<Diagnostic>> Failing { get; set; } = _ => { };

    /// <summary>Standard output has its one document.</summary>
    public bool HasResult { get; private set; }

    /// <summary>Findings, for the person or the build that watches standard error.</summary>
    public void Report(IEnumerable<Diagnostic> diagnostics) =>
        new DiagnosticPrinter(terminal, Verbosity, _color).Print(diagnostics);

    /// <summary>The result, in the form that was asked for; the other form is not even computed.</summary>
    public void Result(Func<string> json, Action<Page> text)
    {
        if (Format == OutputFormat.Json)
        {
            WriteDocument(json());
            return;
        }

        HasResult = true;
        using var page = new Page(terminal, _color, Verbosity == Verbosity.Detailed);
        text(page);
        page.Print();
    }

    /// <summary>The result where its text is a document too, for other programs to read: not fitted to a page.</summary>
    public void Result(Func<string> json, Func<string> document) =>
        WriteDocument(Format == OutputFormat.Json ? json() : document());

    public void WriteDocument(string document)
    {
        HasResult = true;
        terminal.Out.WriteLine(document);
    }

    /// <summary>Writes a report beside the result. What it reports on is done: where it cannot be written, that is a warning.</summary>
    public void WriteReport(string path, string text)
    {
        if (ReportFile.Write(path, text) is { } finding)
        {
            Report([finding]);
        }
    }

    /// <summary>Does work that may be long, and shows how far it is.</summary>
    /// <param name="activity">What it does before it says so itself.</param>
    public T Watch<T>(string activity, Func<IProgress<WorkProgress>, T> work)
    {
        T Begin(IProgress<WorkProgress> progress)
        {
            progress.Report(new WorkProgress(activity, 0, 0));
            return work(progress);
        }

        if (Verbosity == Verbosity.Quiet)
        {
            return Begin(Silence.Instance);
        }

        // A bar is drawn by escape sequences, which whoever wants no colour does not expect either.
        return terminal.ErrorIsTerminal && _color
            ? new ProgressBar(terminal).Run(Begin)
            : Begin(new ProgressLines(terminal));
    }
}
