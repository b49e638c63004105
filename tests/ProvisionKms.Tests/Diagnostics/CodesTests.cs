using ProvisionKms.Diagnostics;

namespace ProvisionKms.Tests.Diagnostics;

public sealed class CodesTests
{
    [Fact]
    public void No_number_is_used_twice() =>
        Assert.Empty(Codes.All.GroupBy(c => c.Number).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Every_number_is_in_a_range_that_has_an_exit_code() =>
        Assert.All(Codes.All, c => Assert.Contains(c.Number / 1000, new[] { 1, 2, 3, 4, 5, 9 }));

    [Theory]
    [InlineData(1001, ExitCode.InvalidUsage)]
    [InlineData(2001, ExitCode.ImageUnusable)]
    [InlineData(3001, ExitCode.MachineLacksSomething)]
    [InlineData(4001, ExitCode.ApplyFailed)]
    [InlineData(5001, ExitCode.VerificationFailed)]
    [InlineData(9001, ExitCode.ApplyFailed)]
    public void The_thousands_give_the_exit_code(int number, ExitCode expected) =>
        Assert.Equal(expected, Codes.All.Single(c => c.Number == number).ExitCode);

    [Fact]
    public void Every_code_says_what_why_and_what_to_do() => Assert.All(Codes.All, c =>
    {
        Assert.False(c.Title.EndsWith('.'), $"{c.Id}: a title is no sentence");
        Assert.EndsWith(".", c.Cause, StringComparison.Ordinal);
        Assert.EndsWith(".", c.Remedy, StringComparison.Ordinal);
    });

    /// <summary>By its name, its id (in golden plans) or its number (in bad recipes).</summary>
    [Fact]
    public void Every_code_has_a_test_that_names_it()
    {
        var tests = Repository.Sources("tests")
            .Concat(Directory.EnumerateFiles(Repository.Path("tests", "ProvisionKms.Tests", "Recipes", "Bad")))
            .Concat(Directory.EnumerateFiles(Repository.Path("tests", "ProvisionKms.Tests", "Planning", "Golden")))
            .Select(File.ReadAllText)
            .ToList();
        var names = typeof(Codes).GetFields().Where(f => f.FieldType == typeof(DiagnosticCode)).ToDictionary(f => (DiagnosticCode)f.GetValue(null)!, f => f.Name);

        var untested = Codes.All.Where(c => !tests.Exists(t =>
            t.Contains($"Codes.{names[c]}", StringComparison.Ordinal) || t.Contains(c.Id, StringComparison.Ordinal) || t.Contains($"{c.Number}", StringComparison.Ordinal)));

        Assert.Empty(untested.Select(c => $"{c.Id} {names[c]}"));
    }
}
