using System.Globalization;
using System.Text;

namespace ProvisionKms.FirstBoot.Carried;

/// <summary>
/// The batch file that puts carried files into place at the end. Nothing is put anywhere unless every file has the
/// length that it must have: a command that Windows Setup repeated or left out after a loss of power is found so.
/// SetupComplete.cmd is made from our block, or gets it on top, once, as <see cref="SetupCompleteMerge"/> does it.
/// </summary>
internal static class CarriedInstaller
{
    private const string Start = """
        @echo off
        rem Puts into place what the answer file carries.
        setlocal EnableExtensions DisableDelayedExpansion
        set "TO=%SystemRoot%\Setup\Scripts"

        """;

    private static string Trigger(string block) => $$"""
        if exist "%TO%\SetupComplete.cmd" goto :merge
        copy /b {{block}} "%TO%\SetupComplete.cmd" >nul
        if errorlevel 1 goto :failed
        goto :eof
        :merge
        "%SystemRoot%\System32\find.exe" "{{Mark}}" <"%TO%\SetupComplete.cmd" >nul
        if not errorlevel 1 goto :eof
        copy /b {{block}}+"%TO%\SetupComplete.cmd" merged >nul
        if errorlevel 1 goto :failed
        "%SystemRoot%\System32\attrib.exe" -r "%TO%\SetupComplete.cmd"
        move /y merged "%TO%\SetupComplete.cmd" >nul
        if not errorlevel 1 goto :eof
        :failed
        if not exist "%SystemRoot%\Panther\" mkdir "%SystemRoot%\Panther"
        >>"%SystemRoot%\Panther\ProvisionKms.log" echo %DATE% %TIME% The activation script that the answer file carries could not be installed.

        """;

    /// <param name="files">The files and their names in the workshop.</param>
    /// <param name="block">The name there of our block for SetupComplete.cmd.</param>
    internal static byte[] Create(IReadOnlyList<(string Name, PayloadFile File)> files, string block)
    {
        var text = new StringBuilder(Start);
        foreach (var (name, length) in files.Select(f => (f.Name, f.File.Content.Length)).Append((block, ScriptBlock.Crlf.Length)))
        {
            text.Append(CultureInfo.InvariantCulture, $"for %%F in ({name}) do if not \"%%~zF\"==\"{length}\" goto :failed\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"if not exist \"%TO%\\{Payload.Folder.Name}\\\" mkdir \"%TO%\\{Payload.Folder.Name}\"\n");
        foreach (var (name, file) in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"move /y {name} \"%TO%\\{Payload.Folder.Name}\\{file.Path.Name}\" >nul\n");
            text.Append("if errorlevel 1 goto :failed\n");
        }

        text.Append(Trigger(block));
        return Encoding.ASCII.GetBytes(text.ToString().ReplaceLineEndings("\r\n"));
    }

    /// <summary>The first line of the block as it is now: with an older one in the script, ours is put on top of it.</summary>
    private static string Mark => Encoding.ASCII.GetString(ScriptBlock.Crlf).Split('\r')[0].TrimStart('@');
}
