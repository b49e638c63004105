using System.Text;
using ProvisionKms.FirstBoot;

namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>
/// Status.vbs under Wine's VBScript. Wine has no licensing service, so its query is replaced by objects that answer like
/// the products that Windows has. (Licensing.ps1 cannot be run here: there is no Windows PowerShell for Linux.)
/// </summary>
[Collection(nameof(WineCollection))]
public sealed class StatusScriptTests(WinePrefix wine)
{
    private const string Windows = "55c92734-d682-4d71-983e-d6ec3f16059f";
    private const string Office = "0ff1ce15-a989-479d-af46-f275c6370663";

    [Fact]
    public void Without_an_answer_it_says_only_that_it_works() =>
        Assert.Equal(["FormatVersion=1"], Run(script => script));

    [Fact]
    public void Without_a_key_Windows_is_not_licensed() =>
        Assert.Equal(["FormatVersion=1", "LicenseStatus=0"], Run(Products()));

    [Fact]
    public void The_licence_of_Windows_is_told_in_plain_characters() =>
        Assert.Equal(
            ["FormatVersion=1", "LicenseStatus=5", "PartialProductKey=J464C", "Evaluation=0", "Description=Windows(R) Ser?er, VOLUME_KMSCLIENT channel??"],
            Run(Products((Windows, false, 5, "J464C", "Windows(R) Ser\u00FFer, VOLUME_KMSCLIENT channel\"\"!"))));

    [Fact]
    public void An_evaluation_is_told() =>
        Assert.Contains("Evaluation=1", Run(Products((Windows, false, 1, "J464C", "Windows(R), TIMEBASED_EVAL channel"))));

    [Fact]
    public void Neither_Office_nor_an_add_on_is_Windows() =>
        Assert.Contains("PartialProductKey=WIN10", Run(Products(
            (Office, false, 1, "OFFIC", "Office"), (Windows, true, 1, "ADDON", "ESU"), (Windows, false, 5, "WIN10", "Windows"))));

    [Theory]
    [InlineData("", "LICEN")]
    [InlineData("other", "OTHER")]
    [InlineData("NOONE", "LICEN")]
    public void Of_several_the_one_that_is_looked_for_is_told_else_a_licensed_one(string wanted, string told) =>
        Assert.Contains($"PartialProductKey={told}", Run(Products((Windows, false, 0, "OTHER", "a"), (Windows, false, 1, "LICEN", "b")), wanted));

    /// <summary>The text of the script with its query replaced.</summary>
    private static Func<string, string> Products(params (string Application, bool AddOn, int Status, string Key, string Description)[] products) => script =>
    {
        const string Begin = "Set products = ";
        const string End = "<> NULL\")";
        var start = script.IndexOf(Begin, StringComparison.Ordinal);
        var end = script.IndexOf(End, start, StringComparison.Ordinal) + End.Length;
        var made = products.Select(p => $"Made(\"{p.Application}\", {p.AddOn}, {p.Status}, \"{p.Key}\", \"{p.Description}\")");
        return script[..start] + $"products = Array({string.Join(", ", made)})" + script[end..] + """

            Class Fake
              Public ApplicationID
              Public LicenseIsAddon
              Public LicenseStatus
              Public PartialProductKey
              Public Description
            End Class

            Function Made(application, addOn, status, key, text)
              Set Made = New Fake
              Made.ApplicationID = application
              Made.LicenseIsAddon = addOn
              Made.LicenseStatus = status
              Made.PartialProductKey = key
              Made.Description = text
            End Function

            """.ReplaceLineEndings("\r\n");
    };

    private string[] Run(Func<string, string> change, string argument = "")
    {
        wine.Require();
        var script = Encoding.ASCII.GetString(TemplateFolder.Default.Read(Payload.StatusName));
        wine.Write(@"C:\t\Status.vbs", change(script));

        var (exitCode, output) = wine.RunBatch($@"C:\windows\system32\cscript.exe //nologo C:\t\Status.vbs {argument}".TrimEnd());

        Assert.True(exitCode == 0, $"cscript.exe ended with {exitCode}: {output}");
        return output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
