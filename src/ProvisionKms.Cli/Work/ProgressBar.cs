using ProvisionKms.Cli.Terminals;
using ProvisionKms.Images;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProvisionKms.Cli.Work;

/// <summary>
/// A bar with rate and remaining time on a terminal, once the work has taken a second; it is gone when the work ends, so
/// that the screen keeps only results.
/// </summary>
internal sealed class ProgressBar(Terminal terminal)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(200);

    public T Run<T>(Func<IProgress<WorkProgress>, T> work)
    {
        var latest = new LatestProgress();
        var running = Task.Run(() => work(latest));
        if (Task.WaitAny([running], s_patience) < 0)
        {
            Show(running, latest);
        }

        return running.GetAwaiter().GetResult();
    }

    private void Show(Task running, LatestProgress latest)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new ConsoleOutput(terminal.Error, terminal.Columns, terminal.ErrorIsTerminal),
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
        });
        console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new BytesPerSecondColumn(latest),
                new RemainingTimeColumn())
            .Start(display =>
            {
                var bars = new Dictionary<string, ProgressTask>();
                do
                {
                    if (latest.Value is { } progress)
                    {
                        Update(display, bars, progress);
                    }
                }
                while (Task.WaitAny([running], s_glance) < 0);
            });
    }

    /// <summary>Each activity has its bar; the ones before it are done when the next begins.</summary>
    private static void Update(ProgressContext display, Dictionary<string, ProgressTask> bars, WorkProgress progress)
    {
        if (!bars.TryGetValue(progress.Activity, out var bar))
        {
            foreach (var done in bars.Values)
            {
                done.Value = done.MaxValue;
            }

            bar = display.AddTask(Markup.Escape(PlainText.Of(progress.Activity)));
            bars.Add(progress.Activity, bar);
        }

        bar.IsIndeterminate = progress.Total <= 0;
        bar.MaxValue = Math.Max(progress.Total, 1);
        bar.Value = progress.Done;
    }
}

/// <summary>A rate, once bytes are counted; other work has none that says anything.</summary>
internal sealed class BytesPerSecondColumn(LatestProgress latest) : ProgressColumn
{
    private readonly TransferSpeedColumn _speed = new();

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        latest.Value is { Unit: null, Done: > 0 } ? _speed.Render(options, task, deltaTime) : new Text("");
}
