using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;

namespace ProvisionKms.Tests.FirstBoot;

public sealed class TemplateFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("provision-kms-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_file_of_the_payload_is_ASCII_with_CRLF_in_short_lines() =>
        Assert.All(Payload.Create(FirstBootSettingsTests.Kms with { ConvertTo = new string('S', 64) }, TemplateFolder.Default),
            file => Assert.Empty(ScriptTemplate.Check(file.Content, file.Path.Name)));

    [Fact]
    public void The_built_in_scripts_are_the_files_in_templates()
    {
        var names = Directory.GetFiles(Repository.Path("templates")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

        Assert.Equal(names, TemplateFolder.Default.Names);
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Repository.Path("templates", name)), TemplateFolder.Default.Read(name)));
    }

    [Fact]
    public void Payload_is_the_scripts_the_errors_and_the_settings()
    {
        var payload = Payload.Create(FirstBootSettingsTests.Kms, TemplateFolder.Default);

        Assert.Equal(["Activate.cmd", "Status.vbs", "Licensing.ps1", "errors.txt", "settings.ini"], payload.Select(f => f.Path.Name));
        Assert.All(payload, file => Assert.Equal(@"Windows\Setup\Scripts\ProvisionKms", file.Path.Parent.ToString()));
        Assert.Equal(TemplateFolder.Default.Read("Activate.cmd"), payload[0].Content);
        Assert.Equal(FirstBootSettingsTests.Kms.ToIni(), Encoding.ASCII.GetString(payload[^1].Content));
    }

    [Fact]
    public void Without_a_folder_the_built_in_templates_are_used() => Assert.Same(TemplateFolder.Default, TemplateFolder.Load(null).Templates);

    [Fact]
    public void A_file_of_the_same_name_replaces_a_template()
    {
        Write("activate.CMD", "@echo mine\r\n");
        Write(".gitattributes", "* text");

        var result = TemplateFolder.Load(_folder.FullName);

        Assert.Empty(result.Diagnostics);
        Assert.Equal("@echo mine\r\n"u8.ToArray(), Payload.Create(FirstBootSettingsTests.Kms, result.Templates!)[0].Content);
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Equal(Codes.TemplateFolderMissing, OnlyError(Path.Combine(_folder.FullName, "none")).Code);

    [Fact]
    public void A_file_that_is_no_template_is_named()
    {
        Write("Aktivate.cmd", "@echo mine\r\n");

        var error = OnlyError(_folder.FullName);

        Assert.Equal(Codes.TemplateUnknown, error.Code);
        Assert.Contains("Activate.cmd", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@echo off\r\necho caf\u00E9\r\n", 1152, 2, 9)]
    [InlineData("\uFEFF@echo off\r\n", 1152, 1, 1)]
    [InlineData("@echo off\r\necho one\necho two\r\n", 1153, 2, 9)]
    [InlineData("@echo off\r", 1153, 1, 10)]
    [InlineData("@echo off\r\n@rem 56789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890\r\n", 1155, 2, 151)]
    public void A_template_that_Windows_could_misread_is_refused(string text, int code, int line, int column)
    {
        Write("Activate.cmd", text);

        var error = OnlyError(_folder.FullName);

        Assert.Equal(code, error.Code.Number);
        Assert.Equal((line, column), (error.Where!.Value.Line, error.Where!.Value.Column));
    }

    [Fact]
    public void An_empty_template_is_refused()
    {
        Write("Activate.cmd", "");

        Assert.Equal(Codes.TemplateUnreadable, OnlyError(_folder.FullName).Code);
    }

    [Fact]
    public void A_folder_with_the_name_of_a_template_is_refused()
    {
        _folder.CreateSubdirectory("Activate.cmd");

        Assert.Equal(Codes.TemplateUnreadable, OnlyError(_folder.FullName).Code);
    }

    private static Diagnostic OnlyError(string folder)
    {
        var result = TemplateFolder.Load(folder);
        Assert.Null(result.Templates);
        return Assert.Single(result.Diagnostics);
    }

    private void Write(string name, string text) =>
        File.WriteAllBytes(Path.Combine(_folder.FullName, name), new UTF8Encoding(false).GetBytes(text));
}
