using System.Text;
using ProvisionKms.Tests;

namespace ProvisionKms.Windows.Tests.Faults;

/// <summary>What became of each row.</summary>
internal sealed record FaultRow(FaultOrder Order, string Scenario, string End, string Recovery, IReadOnlyList<string> Wrong);

/// <summary>The table of faults, for people.</summary>
internal static class FaultTable
{
    public static string Of(IEnumerable<FaultRow> rows, IEnumerable<string> neverCalled)
    {
        var text = new StringBuilder();
        Line("call", "which", "fault", "in", "exit", "recovered by", "result");
        foreach (var row in rows)
        {
            var (order, scenario, end, recovery, wrong) = row;
            Line(order.Call, $"{order.Occurrence}/{order.Of}", order.Fault, scenario, end, recovery, wrong is [] ? "ok" : "WRONG: " + string.Join("; ", wrong));
        }

        foreach (var call in neverCalled)
        {
            Line(call, "0/0", "-", "-", "-", "-", "not called");
        }

        return text.ToString();

        void Line(string call, string which, string fault, string scenario, string end, string recovery, string result) =>
            text.Append($"{call,-28} {which,-6} {fault,-12} {scenario,-12} {end,-5} {recovery,-12} {result}\n");
    }

    /// <summary>Beside the results of the test run, where a build keeps them.</summary>
    public static void Keep(string table)
    {
        var file = Repository.Path("artifacts", "fault-matrix.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, table);
    }
}
