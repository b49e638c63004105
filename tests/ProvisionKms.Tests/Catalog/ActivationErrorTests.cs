using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ProvisionKms.Catalog;
using ProvisionKms.FirstBoot;
using ProvisionKms.Tests.FirstBoot;

namespace ProvisionKms.Tests.Catalog;

public sealed partial class ActivationErrorTests
{
    private static readonly IReadOnlyList<ActivationError> Errors = WindowsCatalog.Default.ActivationErrors;

    [Fact]
    public void Every_error_is_there_once_with_a_source()
    {
        Assert.Equal(36, Errors.Count);
        Assert.Equal(Errors.Count, Errors.Select(e => e.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Errors, e => Assert.Matches(CodeForm(), e.Code));
        Assert.All(Errors, e => Assert.NotEqual("", e.Source));
    }

    /// <summary>They are read by cmd.exe, and shown in a log, an event and a line of limited length.</summary>
    [Fact]
    public void Meaning_and_remedy_are_short_and_plain() =>
        Assert.All(Errors.SelectMany(e => new[] { e.Meaning, e.Remedy }), text => Assert.Matches(TextForm(), text));

    [Theory]
    [InlineData("0xC004F074", false, -1073418124)]
    [InlineData("0xC004F06C", false, -1073418132)]
    [InlineData("0xC004F050", true, -1073418160)]
    [InlineData("0xC004F069", true, -1073418135)]
    [InlineData("0x80070005", false, -2147024891)]
    public void An_error_is_fatal_only_when_trying_again_cannot_help(string code, bool fatal, int exitCode)
    {
        var error = Assert.Single(Errors, e => e.Code == code);

        Assert.Equal(fatal, error.IsFatal);
        Assert.Equal(exitCode, error.ExitCode);
    }

    [Fact]
    public void The_list_for_the_script_has_a_line_for_each()
    {
        var file = Payload.Create(FirstBootSettingsTests.Kms, TemplateFolder.Default).Single(f => f.Path.Name == Payload.ErrorsName);

        var lines = Encoding.ASCII.GetString(file.Content).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Errors.Select(e => string.Create(CultureInfo.InvariantCulture,
            $"{e.Code}|{e.ExitCode}|{(e.IsFatal ? "fatal" : "retry")}|{e.Meaning}|{e.Remedy}")), lines);
    }

    [GeneratedRegex("^0x[0-9A-F]{8}$")]
    private static partial Regex CodeForm();

    [GeneratedRegex("^[A-Z][A-Za-z0-9 .,:;_-]{0,58}[A-Za-z0-9]$")]
    private static partial Regex TextForm();
}
