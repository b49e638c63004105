// Runs test projects and counts what really ran: `dotnet test` alone succeeds when no test was found.
using System.Xml.Linq;

class TestTotals
{
  static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
  readonly List<string> skips = new();
  int passed, failed;

  public bool Good => failed == 0 && passed > 0;

  public void Add(string project, FilePath trx, int exitCode, IEnumerable<string> output)
  {
    var results = System.IO.File.Exists(trx.FullPath)
      ? XDocument.Load(trx.FullPath).Descendants(Trx + "UnitTestResult").ToList()
      : new List<XElement>();
    var failures = results.Where(r => Outcome(r) is not ("Passed" or "NotExecuted")).ToList();
    passed += results.Count(r => Outcome(r) == "Passed");
    failed += failures.Count;
    skips.AddRange(results.Where(r => Outcome(r) == "NotExecuted").Select(r => $"skipped: {Name(r)}: {Text(r, "Message")}"));

    foreach (var failure in failures)
    {
      System.Console.WriteLine($"FAILED: {Name(failure)}");
      System.Console.WriteLine(Text(failure, "Message"));
      System.Console.WriteLine(Text(failure, "StackTrace"));
    }

    // A run that died, or found nothing to run, is a failure too, though no test says so.
    if (failures.Count == 0 && (exitCode != 0 || results.Count == 0))
    {
      failed++;
      System.Console.WriteLine($"FAILED: {project}: {(results.Count == 0 ? "no test ran" : "the run did not finish")} (exit code {exitCode})");
      System.Console.WriteLine(string.Join(System.Environment.NewLine, output.TakeLast(40)));
    }
  }

  public void Print()
  {
    skips.Sort(StringComparer.Ordinal);
    skips.ForEach(System.Console.WriteLine);
    System.Console.WriteLine($"{passed} passed, {failed} failed, {skips.Count} skipped");
  }

  static string Outcome(XElement result) => (string)result.Attribute("outcome");

  static string Name(XElement result) => (string)result.Attribute("testName");

  static string Text(XElement result, string element) => result.Descendants(Trx + element).FirstOrDefault()?.Value ?? "";
}

// Two at a time, the longest first: most of them wait for other programs more than they work. But first, alone, those of the tool
// as a Windows program: they use both processors by themselves, and Wine does not start every process where others do too.
void RunTests(IEnumerable<FilePath> projects, DirectoryPath results, string configuration, TestTotals totals)
{
  string[] longest = ["Windows", "Rehearsal", "Imaging", "Cli"];
  var queue = new System.Collections.Concurrent.ConcurrentQueue<FilePath>(projects
    .OrderBy(p => Array.FindIndex(longest, word => p.FullPath.Contains(word, StringComparison.Ordinal)) is >= 0 and var place ? place : longest.Length)
    .ThenBy(p => p.FullPath, StringComparer.Ordinal));
  if (queue.TryDequeue(out var first))
  {
    RunTests(first, results, configuration, totals);
  }

  System.Threading.Tasks.Parallel.For(0, 2, _ =>
  {
    while (queue.TryDequeue(out var project))
    {
      RunTests(project, results, configuration, totals);
    }
  });
}

void RunTests(FilePath project, DirectoryPath results, string configuration, TestTotals totals)
{
  var name = project.GetFilenameWithoutExtension().ToString();
  var clock = System.Diagnostics.Stopwatch.StartNew();
  var exitCode = StartProcess(
    "dotnet",
    new ProcessSettings
    {
      Arguments = new ProcessArgumentBuilder()
        .Append("test").AppendQuoted(project.FullPath)
        .Append("--no-build --nologo --verbosity quiet")
        .Append("--configuration").AppendQuoted(configuration)
        .Append("--results-directory").AppendQuoted(results.FullPath)
        .Append("--logger").AppendQuoted($"trx;LogFileName={name}.trx"),
      RedirectStandardOutput = true,
      RedirectStandardError = true,
      Silent = true,
    },
    out var output,
    out var errors);
  lock (totals)
  {
    totals.Add(name, results.CombineWithFilePath($"{name}.trx"), exitCode, output.Concat(errors));
    System.Console.WriteLine($"{name}: {clock.Elapsed.TotalSeconds:F0} s");
  }
}
