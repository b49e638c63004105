using System.Collections.Concurrent;
using ProvisionKms.FirstBoot;
using ProvisionKms.Planning;
using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Tests.Wine;
using ProvisionKms.Rehearsal.Wine;
using ProvisionKms.Tests;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>Scripts that people have really put into images, run with and without our block: nothing that they call is lost.</summary>
public sealed class RealScriptsInCmdTests(ITestOutputHelper output)
{
    private const string Ours = "provision-kms-ran";

    private static readonly RunBounds s_bounds = new(TimeSpan.FromSeconds(20), 200, TimeSpan.FromDays(1));

    [Fact]
    public void All_calls_of_every_real_script_are_there_after_the_merge_and_ours_too()
    {
        var files = Corpus.Files("setupcomplete");
        var template = Machines.Template;
        var lost = new ConcurrentBag<string>();
        var calls = new ConcurrentDictionary<string, int>();

        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, file =>
        {
            var original = File.ReadAllBytes(file);
            var (alone, left) = Run(template, original, original);
            var (merged, leftMerged) = Run(template, original, SetupCompleteMerge.Merge(original).Content!);

            calls[Path.GetFileName(file)] = alone.Calls.Count;
            foreach (var difference in Differences(alone, merged).Concat(left.Except(leftMerged).Select(f => $"{f} is not there any more")).Concat(leftMerged.Except(left).Select(f => $"{f} was not deleted")))
            {
                lost.Add($"{Path.GetFileName(file)}: {difference}");
            }
        });

        foreach (var (name, count) in calls.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{name}: {(count == 0 ? "calls nothing; only ours, what it prints and what it deletes were looked at" : $"{count} calls")}");
        }

        Assert.True(lost.IsEmpty, string.Join('\n', lost));
        Assert.True(calls.Values.Count(c => c > 0) > files.Count / 2, "most scripts call nothing: they were not really run");
    }

    private static IEnumerable<string> Differences(MachineRun alone, MachineRun merged)
    {
        var ours = merged.Calls.Where(c => c.Call.Program == Ours).ToList();
        if (ours.Count != 1)
        {
            yield return $"ours was called {ours.Count} times";
        }

        // A script that never ends is cut at a number of calls, of which ours is one.
        var rest = merged.Calls.Except(ours).Select(c => c.Call.CommandLine).ToList();
        var expected = alone.Calls.Select(c => c.Call.CommandLine).Take(alone.Stopped is null ? int.MaxValue : rest.Count);
        var next = 0;
        foreach (var line in expected)
        {
            next = rest.IndexOf(line, next) + 1;
            if (next == 0)
            {
                yield return $"not called after the merge: {line}\n{string.Join('\n', rest)}\n{merged.Output}";
                yield break;
            }
        }

        if (alone.Stopped is null && alone.Output != merged.Output)
        {
            yield return $"printed alone:\n{alone.Output}\nand after the merge:\n{merged.Output}";
        }

        if (alone.ExitCode != merged.ExitCode || (alone.Stopped is null) != (merged.Stopped is null))
        {
            yield return $"ended with {alone.ExitCode} ({alone.Stopped}) alone, {merged.ExitCode} ({merged.Stopped}) after the merge";
        }
    }

    /// <summary>The run, and which of the files that the script names are there after it.</summary>
    private static (MachineRun Run, IReadOnlyList<string> Left) Run(PrefixTemplate template, byte[] original, byte[] script)
    {
        var text = ScriptWords.Expand(original);
        using var machine = WineMachine.Create(template, new MachineSetup([], [.. ScriptWords.Programs(text), $"{Ours}.exe", "called-script.exe"]));
        foreach (var file in ScriptWords.Files(text))
        {
            machine.Write(file, "@called-script \"%~f0\" %*\r\n"u8.ToArray());
        }

        machine.Write(Payload.Folder / Payload.ScriptName, System.Text.Encoding.ASCII.GetBytes($"@{Ours} %*\r\n@exit /b 1\r\n"));
        machine.Write(WindowsLayout.SetupComplete, script);
        var run = machine.Run($@"C:\{WindowsLayout.SetupComplete}", new Answers(c => c.Program == "reg" ? CallAnswer.RunReal : new CallAnswer(0)), s_bounds);
        return (run, [.. ScriptWords.Files(text).Append(WindowsLayout.SetupComplete).Where(f => machine.Read(f) is not null).Select(f => f.ToString())]);
    }
}
