namespace ProvisionKms.Rehearsal.Tests.Scenarios;

/// <summary>An Activate.cmd of somebody's own: as short as a right one can be, so that tests can break each part of it.</summary>
internal static class Miniature
{
    public const string Key = "N69G4-B89J2-4G8F4-WWYCC-J464C";

    public const string Mak = "ABCDE-FGHJK-LMNPQ-RSTVW-XY234";

    public const string Protect = """
        "%SYS%\icacls.exe" "%~dp0." /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F >nul
        """;

    public const string Uninstall = "call :step -upk\n";

    public const string Install = "call :step -ipk " + Key + "\n";

    public const string SetHost = "call :step -skms kms.ovh.net:1688\n";

    public const string Attempts = "if %N% GEQ 4 goto :failed";

    public const string Pause = "\"%SYS%\\ping.exe\" -n 31 127.0.0.1 >nul\n";

    public const string AtStart = """
        "%SYS%\schtasks.exe" /create /f /tn mine /sc onstart /ru SYSTEM /tr "\"%~f0\" task" >nul
        """;

    public const string Delete = "for %%T in (mine mine2) do \"%SYS%\\schtasks.exe\" /delete /tn %%T /f >nul 2>&1\n";

    public const string Script = $$"""
        @echo off
        setlocal EnableExtensions
        set "SYS=%SystemRoot%\System32"
        set "LOG=%SystemRoot%\Panther\ProvisionKms.log"
        if not exist "%SystemRoot%\Panther\" mkdir "%SystemRoot%\Panther"
        set N=0
        {{Protect}}
        {{Uninstall}}{{Install}}{{SetHost}}:again
        set /a N+=1
        call :step -ato
        if "%RC%"=="0" goto :activated
        {{Attempts}}
        {{Pause}}goto :again

        :activated
        {{Delete}}call :result activated null INFORMATION
        exit /b 0

        :failed
        {{AtStart}}
        "%SYS%\schtasks.exe" /create /f /tn mine2 /sc hourly /mo 1 /ru SYSTEM /tr "\"%~f0\" task" >nul
        call :result not-activated "0xC004F074" WARNING
        exit /b 1

        :step
        >>"%LOG%" echo slmgr %1
        "%SYS%\cscript.exe" //nologo "%SYS%\slmgr.vbs" %* >"%~dp0out.txt"
        set "RC=%ERRORLEVEL%"
        >>"%LOG%" type "%~dp0out.txt"
        exit /b 0

        :result
        >"%SystemRoot%\Panther\ProvisionKms.json" echo {"state":"%1","errorCode":%2,"key":"J464C","host":"kms.ovh.net"}
        "%SYS%\eventcreate.exe" /l APPLICATION /so ProvisionKms /t %3 /id 100 /d "%1" >nul
        exit /b 0
        """;
}
