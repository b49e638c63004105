using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Provisioning;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Reports;
using ProvisionKms.Rehearsal.Scenarios;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal;

/// <summary>
/// Runs the first boot of an image before it boots: takes its scripts out, unmodified, and runs them by Wine against a
/// simulated Windows, once for each scenario. Changes neither the image nor this machine.
/// </summary>
public sealed class Rehearser(IImageOpener opener, WindowsCatalog catalog)
{
    /// <summary>Scripts that do not end cost their bound in every scenario; after some it is clear.</summary>
    private const int MostStopped = 3;

    /// <param name="scenarios">The names of those to rehearse; none: all.</param>
    /// <exception cref="ProvisionException">
    /// An unknown scenario, no Wine on this machine, an image that cannot be read, does not fit, or holds no script of ours.
    /// </exception>
    public RehearsalReport Rehearse(
        Recipe recipe, IReadOnlyList<string> scenarios, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var chosen = Choose(scenarios);
        var wine = WineInstallation.Find();
        using var session = opener.Open(ImageOf(recipe), ImageAccess.Read);
        var plan = new Provisioner(opener, catalog).Plan(recipe with { ImagePath = new(session.Path, recipe.ImagePath.Span) }, session, cancellation);
        var subjects = Subjects.Of(plan, session);
        var template = PrefixTemplate.Ensure(wine, progress, cancellation);
        var installed = subjects.Select(subject => new SpecializePass(template).Install(subject, cancellation)).ToList();
        installed.ForEach(subject => Subjects.Require(subject, session.Path));
        var cases = installed.SelectMany(subject => chosen.Select(scenario => new Case(subject, scenario, scenario.Excuse(subject)))).ToList();
        var played = Play(new Player(template), [.. cases.Where(c => c.Excuse is null)], progress, cancellation);
        return new Reporter(catalog).Report(plan, session, wine, subjects, played, [.. cases.Where(c => c.Excuse is not null)], clock.Elapsed);
    }

    /// <summary>For those who would rather know before their own work is done than after.</summary>
    /// <exception cref="ProvisionException">This machine has no Wine that can rehearse.</exception>
    public static void RequireWine() => WineInstallation.Find();

    /// <summary>What a recipe means when no image is named: its output where that was made, else its image.</summary>
    public static string ImageOf(Recipe recipe) =>
        recipe.OutputPath.Value is { } output && Path.Exists(output) ? output
        : recipe.ImagePath.Value ?? throw new ProvisionException(Codes.ImageNotNamed, "no image is named", new SourceSpan(recipe.File), Codes.ImageNotNamed.Hint);

    private static IReadOnlyList<Scenario> Choose(IReadOnlyList<string> names)
    {
        var known = ScenarioSet.All.Select(s => s.Name).ToList();
        var unknown = names.Where(n => !known.Contains(n)).ToList();
        return unknown.Count == 0
            ? [.. ScenarioSet.All.Where(s => names.Count == 0 || names.Contains(s.Name))]
            : throw new ProvisionException(unknown.Select(name => new Diagnostic(
                Codes.UnknownScenario, $"there is no scenario '{name}'",
                Hint: NearestName.To(name, known) is { } near ? $"did you mean '{near}'?" : $"scenarios are {string.Join(", ", known)}")));
    }

    private static IReadOnlyList<Played> Play(Player player, List<Case> cases, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var played = new Played?[cases.Count];
        var (done, stopped) = (0, 0);
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        try
        {
            // One at a time for each core: some scenarios take ten times as long as others.
            var one = Partitioner.Create(Enumerable.Range(0, cases.Count), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(one, options, index =>
            {
                if (Volatile.Read(ref stopped) >= MostStopped)
                {
                    return;
                }

                played[index] = player.Play(cases[index].Subject, cases[index].Scenario, cancellation);
                Interlocked.Add(ref stopped, played[index]!.Performance.Stopped is null ? 0 : 1);
                progress?.Report(new WorkProgress("rehearsing", Interlocked.Increment(ref done), cases.Count, "scenarios"));
            });
        }
        catch (AggregateException failures)
        {
            cancellation.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }

        return [.. played.Zip(cases, (p, c) => p ?? Played.NotAtAll(c.Subject, c.Scenario))];
    }
}

/// <param name="Excuse">Why the scenario does not apply to the subject, or null.</param>
internal sealed record Case(Subject Subject, Scenario Scenario, string? Excuse);
