@echo off
rem Activates Windows with the settings of settings.ini in this folder, and goes on
rem until it is activated. docs/first-boot.md says how, and what it writes where.
rem
rem   Activate.cmd           by SetupComplete.cmd at the end of Windows Setup
rem   Activate.cmd startup   by a start-up script at every boot; works once
rem   Activate.cmd task      by the scheduled tasks that it registers
rem
rem Exit code: 0 activated, 1 not activated, 2 waits for the conversion of an
rem evaluation edition, 3 cannot run, 4 refused, 5 another run is at work.
rem
rem Only programs of Windows are used, by their full paths, all but dism.exe and
rem powershell.exe there since NT 6.0. Settings are only ever expanded as !NAME!,
rem after the line has been parsed, so that none can become a command. Texts are
rem taken apart by for /f over files, which needs no expansion at all.

setlocal EnableExtensions DisableDelayedExpansion
rem Variables of these names would hide what cmd.exe itself puts there, or would be
rem taken for ours.
for %%V in (ERRORLEVEL DATE TIME RANDOM) do set "%%V="
for %%V in (STATE EXIT CODE MEANING REMEDY STARTED ENDED ENGINE SERVICE BAD) do set "%%V="
for %%V in (KNOWN LICENSED KEY_INSTALLED SERVICE_UP RESOLVED UPK_DONE KEY_DONE HOST_DONE) do set "%%V="

set "MODE=%~1"
if not defined MODE set "MODE=setup"
set "HERE=%~dp0"
set "SELF=%~f0"
set "SYS=%SystemRoot%\System32"
set "POWERSHELL=%SYS%\WindowsPowerShell\v1.0\powershell.exe"
set "TASK=ProvisionKms activation"
set "OUT=%HERE%output-%RANDOM%.tmp"
set "LOG=%SystemRoot%\Panther\ProvisionKms.log"
set "RESULT=%SystemRoot%\Panther\ProvisionKms.json"
set "ATTEMPT=0"

rem No setting has other characters than these; what has them was not written by us.
set "INI=%HERE%settings.ini"
for %%V in (FormatVersion Method Key KeyShown KeyLastFive KeyIsSecret KmsHost KmsPort) do set "CFG_%%V="
for %%V in (Attempts IntervalSeconds DeadlineSeconds RetryTask ConvertTo SettingsId) do set "CFG_%%V="
set "PLAIN=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
for /f "usebackq eol=; delims=%PLAIN%.-=" %%A in ("%INI%") do (
  set "FOUND=%%A"
  if defined FOUND set "BAD=1"
)
if not defined BAD for /f "usebackq eol=; tokens=1,* delims==" %%A in ("%INI%") do set "CFG_%%A=%%B"
setlocal EnableDelayedExpansion

set "STARTUP_DONE=%HERE%startup-!CFG_SettingsId!.txt"
if "%MODE%"=="startup" if exist "!STARTUP_DONE!" exit /b 0

if not exist "%SystemRoot%\Panther\" mkdir "%SystemRoot%\Panther"
rem A task that never succeeds writes every hour: keep one old log, and no more.
for %%F in ("%LOG%") do if %%~zF0 GTR 10000000 move /y "%LOG%" "%LOG%.old" >nul 2>&1
set "MSG=---- Activate.cmd started, mode %MODE%"
call :log

rem cmd.exe opens a file that it writes to for itself alone: while the first run
rem holds it, the redirection of a second one fails, and nothing is called.
call :run 2>"%HERE%lock.tmp"
if not defined EXIT (
  set "MSG=Another run is at work, or %HERE% cannot be written: nothing is done."
  set "EXIT=5"
  call :log
) else del "%HERE%lock.tmp"
set "MSG=---- Activate.cmd ended with %EXIT%"
call :log
exit /b %EXIT%


:run
call :main
if not "!STATE!"=="cannot-run" if "%MODE%"=="startup" >"!STARTUP_DONE!" echo The start-up script has done its work.
call :report
for %%F in ("%OUT%" "%OUT%.1" "%OUT%.2") do if exist %%F del %%F
exit /b 0

rem Does everything, and says in STATE how it ended.
:main
set "STATE=cannot-run"
if not "!CFG_FormatVersion!"=="1" (
  set "MEANING=settings.ini is missing beside this script, damaged, or not of format 1"
  set "REMEDY=Provision the image again"
  exit /b 0
)
set /a ATTEMPTS=CFG_Attempts, INTERVAL=CFG_IntervalSeconds, DEADLINE=CFG_DeadlineSeconds
set "MSG=Method !CFG_Method!, host !CFG_KmsHost!:!CFG_KmsPort!, %ATTEMPTS% attempts %INTERVAL% s apart, at most %DEADLINE% s."
call :log
set "ELAPSED=0"
call :now
set "MARK=%NOW%"
if not "%MODE%"=="task" call :protect_folder

set "STATE="
if defined CFG_ConvertTo call :convert
if not defined STATE call :activate
if "!STATE!"=="activated" call :finish
if "!STATE!"=="already-activated" call :finish
if "!STATE!"=="refused" call :delete_tasks
if not "!STATE!"=="not-activated" exit /b 0
if "!CFG_RetryTask!"=="1" (call :register_tasks hourly 1) else call :delete_tasks
exit /b 0

rem A secret key is not needed any more: the settings go on without it.
:finish
call :delete_tasks
if not "!CFG_KeyIsSecret!"=="1" exit /b 0
if not defined CFG_Key exit /b 0
set "MSG=settings.ini holds a secret key that is not needed any more: taken out."
call :log
>"%OUT%" echo ; Settings of Activate.cmd in this folder. The key was taken out after the activation.
for /f "usebackq eol=; tokens=1,* delims==" %%A in ("%INI%") do if not "%%A"=="Key" >>"%OUT%" echo %%A=%%B
move /y "%OUT%" "%INI%" >nul 2>&1
if errorlevel 1 del "%INI%"
exit /b 0


rem ---- the attempts -----------------------------------------------------------

:activate
set "LASTED=0"

:next_attempt
set /a ATTEMPT+=1
set /a FORECAST=ELAPSED+LASTED+INTERVAL+LASTED
set "LAST="
if %ATTEMPT% GEQ %ATTEMPTS% set "LAST=1"
if %FORECAST% GTR %DEADLINE% set "LAST=1"
set "MSG=Attempt %ATTEMPT% of %ATTEMPTS%, %ELAPSED% s after the start."
call :log
set "BEGAN=%ELAPSED%"
call :attempt
if defined STATE exit /b 0
call :measure
set /a LASTED=ELAPSED-BEGAN
if %ATTEMPT% GEQ %ATTEMPTS% (
  set "MSG=Not activated after %ATTEMPT% attempts."
  goto :give_up
)
rem The next attempt may take as long as this one did.
set /a FORECAST=ELAPSED+INTERVAL+LASTED
if %FORECAST% GTR %DEADLINE% (
  set "MSG=Not activated, and the next attempt could end after the deadline of %DEADLINE% s."
  goto :give_up
)
call :sleep %INTERVAL%
goto :next_attempt

:give_up
call :log
set "STATE=not-activated"
call :status
if not defined LICENSED exit /b 0
call :host_is_set
if errorlevel 1 exit /b 0
set "MSG=Windows has activated itself meanwhile."
call :log
set "STATE=activated"
exit /b 0

rem One attempt. It sets STATE when there is nothing left to be tried. The last one
rem does not wait for anything: what it tells of the failure is better than nothing.
:attempt
call :service
if errorlevel 1 if not defined LAST exit /b 1
if not defined KNOWN call :status
if not defined ENGINE (
  set "STATE=cannot-run"
  exit /b 1
)
if not defined LICENSED goto :attempt_key
set "MSG=Windows is activated by this key already."
call :log
call :host_is_set
if errorlevel 1 call :set_host
if errorlevel 1 exit /b 1
set "STATE=already-activated"
exit /b 0

:attempt_key
if defined KEY_DONE goto :attempt_host
if not defined CFG_Key goto :attempt_host
if defined KEY_INSTALLED (
  set "MSG=This key is installed already: -upk and -ipk are left out."
  call :log
  goto :attempt_key_done
)
rem A key that is not there cannot be removed: no failure.
set "ARGS=-upk"
set "SHOW=-upk"
if not defined UPK_DONE call :licensing ignore
set "UPK_DONE=1"
set "ARGS=-ipk !CFG_Key!"
set "SHOW=-ipk !CFG_KeyShown!"
rem Windows keeps command lines of powershell.exe in the event log.
if "%ENGINE%!CFG_KeyIsSecret!"=="powershell1" set "ARGS=-ipk"
call :licensing
if errorlevel 1 exit /b 1
:attempt_key_done
set "KEY_DONE=1"

:attempt_host
if defined HOST_DONE goto :attempt_name
call :set_host
if errorlevel 1 exit /b 1
set "HOST_DONE=1"

:attempt_name
call :resolve
if errorlevel 1 if not defined LAST exit /b 1

set "ARGS=-ato"
set "SHOW=-ato"
call :licensing
if errorlevel 1 exit /b 1
call :status
if defined KNOWN if not defined LICENSED (
  call :no_code "-ato ended well, but Windows is not licensed by this key" "Look at the description of the licence in the log"
  exit /b 1
)
set "STATE=activated"
exit /b 0


rem ---- what an attempt needs ---------------------------------------------------

rem The licensing service: 0 it runs. NT 6.0 has another one.
:service
if defined SERVICE_UP exit /b 0
call :query_service
if defined SERVICE_UP exit /b 0
set "MSG=The licensing service %SERVICE% does not run: starting it."
call :log
"%SYS%\sc.exe" start %SERVICE% >"%OUT%" 2>&1 <nul
call :log_output %ERRORLEVEL%
call :sleep 5
call :query_service
if defined SERVICE_UP exit /b 0
call :no_code "The licensing service %SERVICE% does not run" "See the System event log; the service must not be disabled"
exit /b 1

rem sc.exe shows a state as "label : 4  RUNNING", the label in the language of
rem Windows. An exit code of 4 is shown as "label : 4  (0x4)".
:query_service
set "SERVICE=sppsvc"
"%SYS%\sc.exe" query sppsvc >"%OUT%" 2>&1 <nul
if not errorlevel 1 goto :read_service
"%SYS%\sc.exe" query slsvc >"%OUT%" 2>&1 <nul
if not errorlevel 1 set "SERVICE=slsvc"
:read_service
>"%OUT%.1" echo.
for /f "usebackq tokens=2 delims=:" %%A in ("%OUT%") do >>"%OUT%.1" echo.%%A
for /f "usebackq tokens=1,2" %%A in ("%OUT%.1") do if "%%A"=="4" if not "%%B"=="(0x4)" set "SERVICE_UP=1"
exit /b 0

rem The address of the KMS host: 0 it is known. ping.exe shows it in brackets.
:resolve
if defined RESOLVED exit /b 0
set "RESOLVED=1"
if not "!CFG_Method!"=="kms" exit /b 0
set "NAMED="
>"%OUT%" echo !CFG_KmsHost!
for /f "usebackq delims=0123456789." %%A in ("%OUT%") do set "NAMED=1"
if not defined NAMED exit /b 0
"%SYS%\ping.exe" -n 1 -w 1000 !CFG_KmsHost! >"%OUT%" 2>&1 <nul
"%SYS%\find.exe" "[" <"%OUT%" >nul 2>&1
if not errorlevel 1 exit /b 0
set "RESOLVED="
call :no_code "The name of the KMS host cannot be resolved" "Check the network, DNS and the name !CFG_KmsHost!"
exit /b 1

rem 0: the KMS host that is to be used is set already.
:host_is_set
set "KMS_KEY=HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform"
if "%SERVICE%"=="slsvc" set "KMS_KEY=HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SL"
if not "!CFG_Method!"=="kms" if not "!CFG_Method!"=="kms-discovery" exit /b 0
call :read_registry "%KMS_KEY%" KeyManagementServiceName
if /i not "!VALUE!"=="!CFG_KmsHost!" exit /b 1
if not defined CFG_KmsHost exit /b 0
call :read_registry "%KMS_KEY%" KeyManagementServicePort
if not defined VALUE set "VALUE=1688"
if not "!VALUE!"=="!CFG_KmsPort!" exit /b 1
set "MSG=The KMS host is set already."
call :log
exit /b 0

:set_host
set "ARGS="
if "!CFG_Method!"=="kms" set "ARGS=-skms !CFG_KmsHost!:!CFG_KmsPort!"
if "!CFG_Method!"=="kms-discovery" set "ARGS=-ckms"
if not defined ARGS exit /b 0
set "SHOW=!ARGS!"
call :licensing
exit /b %ERRORLEVEL%


rem ---- slmgr.vbs, or Licensing.ps1 where VBScript does not work ------------------

rem Does ARGS, logged as SHOW: 0 done, 1 failed. STATE becomes "refused" when trying
rem again cannot help. With "ignore" a failure is only logged.
:licensing
call :limit
set "MSG=%LICENSING% !SHOW!"
call :log
if "%ENGINE%"=="vbscript" "%SYS%\cscript.exe" //nologo //T:%LIMIT% "%SYS%\slmgr.vbs" !ARGS! >"%OUT%" 2>&1 <nul
if "%ENGINE%"=="powershell" %PS% !ARGS! >"%OUT%" 2>&1 <nul
set "RC=%ERRORLEVEL%"
call :measure
set "CODE="
if not "%1"=="ignore" call :find_code
call :log_output %RC%
if "%1"=="ignore" exit /b 0
rem Nobody documents the exit code of a script that cscript.exe has ended.
if %STEP% GEQ %LIMIT% (
  call :no_code "The command took too long" "Look for a hung licensing service or WMI"
  exit /b 1
)
if "%RC%"=="0" if not defined CODE (
  set "MEANING="
  exit /b 0
)
call :explain
set "MSG=Error !CODE!: !MEANING!. !REMEDY!."
call :log
if "%KIND%"=="fatal" set "STATE=refused"
exit /b 1

rem Asks how Windows is licensed. KNOWN: there was an answer. LICENSED: by our key.
rem KEY_INSTALLED: our key is there.
:status
for %%V in (KNOWN LICENSED KEY_INSTALLED) do set "%%V="
if not defined ENGINE call :choose_engine
if not defined ENGINE exit /b 0
call :limit
set "MSG=Status"
call :log
if "%ENGINE%"=="vbscript" "%SYS%\cscript.exe" //nologo //T:%LIMIT% "%HERE%Status.vbs" !CFG_KeyLastFive! >"%OUT%" 2>&1 <nul
if "%ENGINE%"=="powershell" %PS% status !CFG_KeyLastFive! >"%OUT%" 2>&1 <nul
set "RC=%ERRORLEVEL%"
set "BAD="
for %%V in (FormatVersion Utc LicenseStatus PartialProductKey Evaluation) do set "ST_%%V="
for /f "usebackq delims=%PLAIN%_.,:()?-= " %%A in ("%OUT%") do set "BAD=1"
if not defined BAD for /f "usebackq tokens=1,* delims==" %%A in ("%OUT%") do set "ST_%%A=%%B"
call :log_output %RC%
if "%ENGINE%"=="vbscript" if not "%RC%"=="0" if not defined ST_FormatVersion (
  call :choose_powershell
  if defined ENGINE goto :status
  exit /b 0
)
if defined ST_Utc set "ENDED=!ST_Utc!"
if not defined STARTED set "STARTED=!ENDED!"
if defined ST_LicenseStatus set "KNOWN=1"
if "!ST_LicenseStatus!"=="1" if not "!ST_Evaluation!"=="1" set "LICENSED=1"
if not defined CFG_KeyLastFive exit /b 0
if /i "!ST_PartialProductKey!"=="!CFG_KeyLastFive!" (set "KEY_INSTALLED=1") else set "LICENSED="
exit /b 0

:choose_engine
set "LICENSING=slmgr.vbs"
set "ENGINE=vbscript"
for %%F in (cscript.exe slmgr.vbs vbscript.dll) do if not exist "%SYS%\%%F" set "ENGINE="
if defined ENGINE exit /b 0
:choose_powershell
set "LICENSING=Licensing.ps1"
set "ENGINE="
set PS="%POWERSHELL%" -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "%HERE%Licensing.ps1"
if exist "%POWERSHELL%" set "ENGINE=powershell"
set "MSG=VBScript does not work here: %LICENSING% is used in place of slmgr.vbs."
if defined ENGINE goto :log
call :no_code "Neither VBScript nor PowerShell is here" "Add the Windows feature VBSCRIPT, then run this script again"
exit /b 0


rem ---- error codes --------------------------------------------------------------

rem CODE becomes the first error code in OUT: 0x and eight hexadecimal digits, in
rem whatever language it stands. What is between two letters x is looked at.
:find_code
"%SYS%\find.exe" "0x" <"%OUT%" >"%OUT%.1" 2>nul
if errorlevel 1 exit /b 0
for /f "usebackq tokens=2-7 delims=xX" %%A in ("%OUT%.1") do (
  >"%OUT%.2" echo.%%A
  call :try_code
  >"%OUT%.2" echo.%%B
  call :try_code
  >"%OUT%.2" echo.%%C
  call :try_code
  >"%OUT%.2" echo.%%D
  call :try_code
)
exit /b 0

:try_code
if defined CODE exit /b 0
set "WORD="
for /f "usebackq delims=.,:;'()[]<>/\- " %%A in ("%OUT%.2") do set "WORD=%%A"
if not defined WORD exit /b 0
>"%OUT%.2" echo !WORD!
for /f "usebackq delims=0123456789ABCDEFabcdef" %%A in ("%OUT%.2") do exit /b 0
rem There are only digits in it, so it can be expanded like a variable of ours.
if "%WORD:~7,1%"=="" exit /b 0
if not "%WORD:~8%"=="" exit /b 0
rem slmgr.vbs repeats the name of the host, which may look like a code.
>"%OUT%.2" echo !CFG_KmsHost!
"%SYS%\find.exe" "0x%WORD%" <"%OUT%.2" >nul 2>&1
if errorlevel 1 set "CODE=0x%WORD%"
exit /b 0

rem What errors.txt says about CODE, or about the exit code RC when there is none.
:explain
set "KIND=retry"
set "MEANING=This code is not in errors.txt"
set "REMEDY=Look it up at Microsoft"
set "ERRORS=%HERE%errors.txt"
if not defined CODE for /f "usebackq tokens=1,2 delims=|" %%A in ("%ERRORS%") do if "%%B"=="%RC%" set "CODE=%%A"
for /f "usebackq tokens=1-5 delims=|" %%A in ("%ERRORS%") do if /i "%%A"=="!CODE!" call :explained %%C "%%D" "%%E"
if not defined CODE set "CODE=%RC%"
exit /b 0

:explained
set "KIND=%1"
set "MEANING=%~2"
set "REMEDY=%~3"
exit /b 0

rem A failure without a code: what it is, and what to do.
:no_code
set "CODE="
set "MEANING=%~1"
set "REMEDY=%~2"
set "MSG=!MEANING!. !REMEDY!."
call :log
exit /b 0


rem ---- evaluation edition ---------------------------------------------------------

rem dism.exe converts only the running Windows, and must restart it. Neither Windows
rem Setup nor a start-up script survives that, so a task does it later. STATE is set
rem when there is nothing to be activated yet.
:convert
call :read_registry "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion" EditionID
if /i "!VALUE!"=="!CFG_ConvertTo!" exit /b 0
set "MSG=Edition !VALUE! is to become !CFG_ConvertTo!."
call :log
set "STATE=waiting-for-conversion"
call :read_registry "HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions" ProductType
if /i "!VALUE!"=="LanmanNT" (
  set "STATE=refused"
  call :no_code "A domain controller cannot be converted from an evaluation" "Move its roles to another server, demote it, run this again"
  exit /b 0
)
if not "%MODE%"=="task" goto :convert_later
call :read_registry "HKLM\SYSTEM\Setup" SystemSetupInProgress
if not "!VALUE!"=="0x0" if defined VALUE (
  set "MSG=Windows Setup is still running: later."
  goto :log
)
set "TRIES=0"
set "COUNTER=%HERE%conversion-!CFG_SettingsId!.txt"
if exist "!COUNTER!" set /p TRIES=<"!COUNTER!"
set /a TRIES+=1
if %TRIES% GTR 3 (
  set "STATE=refused"
  call :no_code "The conversion did not come about in three attempts" "See %SystemRoot%\Logs\DISM\dism.log"
  exit /b 0
)
>"!COUNTER!" echo %TRIES%
set "MSG=dism.exe /online /set-edition:!CFG_ConvertTo! /productkey:!CFG_KeyShown! /accepteula /norestart"
call :log
"%SYS%\dism.exe" /online /set-edition:!CFG_ConvertTo! /productkey:!CFG_Key! /accepteula /norestart >"%OUT%" 2>&1 <nul
set "RC=%ERRORLEVEL%"
call :log_output %RC%
rem 3010: done, a restart is needed.
if not "%RC%"=="0" if not "%RC%"=="3010" (
  call :explain
  exit /b 0
)
set "MSG=Restarting to finish the conversion; the activation follows after it."
call :log
"%SYS%\shutdown.exe" /r /t 5 /c "ProvisionKms: the edition was converted" >"%OUT%" 2>&1 <nul
call :log_output %ERRORLEVEL%
exit /b 0

:convert_later
call :register_tasks minute 5
exit /b 0


rem ---- scheduled tasks --------------------------------------------------------------

:register_tasks
set "MSG=Scheduled tasks go on: at start-up, and by schedule %1 %2."
call :log
call :schtasks /create /tn "%TASK% at start-up" /sc onstart
call :schtasks /create /tn "%TASK%" /sc %1 /mo %2
exit /b 0

:schtasks
set "MSG=schtasks.exe %*"
call :log
"%SYS%\schtasks.exe" %* /tr "\"%SELF%\" task" /ru SYSTEM /f >"%OUT%" 2>&1 <nul
call :log_output %ERRORLEVEL%
exit /b 0

rem A task may delete itself while it runs. What is not there cannot be deleted: fine.
:delete_tasks
for %%T in ("%TASK% at start-up" "%TASK%") do "%SYS%\schtasks.exe" /delete /tn %%T /f >nul 2>&1 <nul
exit /b 0


rem ---- the folder -------------------------------------------------------------------

rem What runs as SYSTEM must not be writable by others. S-1-5-18 is the system,
rem S-1-5-32-544 the administrators, in every language. icacls.exe of NT 6.0 has no
rem /inheritance: there the rights of the Windows folder stay too, which let ordinary
rem users read. The files inside take over what the folder has.
:protect_folder
set "GRANT=/grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F"
call :icacls "%HERE%." /setowner *S-1-5-32-544 /t /c /q
call :icacls "%HERE%." /inheritance:r %GRANT% /q
if not errorlevel 1 goto :protect_files
call :icacls "%HERE%." %GRANT% /q
:protect_files
call :icacls "%HERE%*" /reset /t /c /q
exit /b 0

:icacls
"%SYS%\icacls.exe" %* >"%OUT%" 2>&1 <nul
set "RC=%ERRORLEVEL%"
if "%RC%"=="0" exit /b 0
set "MSG=icacls.exe %*"
call :log
call :log_output %RC%
exit /b 1


rem ---- how it ended: a file and an event -----------------------------------------------

:report
if "!STATE!"=="activated" call :outcome 0 100 INFORMATION "Windows is activated"
if "!STATE!"=="already-activated" call :outcome 0 101 INFORMATION "Windows was activated already"
if "!STATE!"=="not-activated" call :outcome 1 102 WARNING "Windows is not activated yet"
if "!STATE!"=="waiting-for-conversion" call :outcome 2 103 INFORMATION "The evaluation edition waits for its conversion"
if "!STATE!"=="cannot-run" call :outcome 3 104 ERROR "The activation cannot run"
if "!STATE!"=="refused" call :outcome 4 105 ERROR "The activation was refused"
if %EXIT% EQU 0 for %%V in (CODE MEANING) do set "%%V="
if defined CODE set "TEXT=!TEXT! Error !CODE!."
if defined MEANING set "TEXT=!TEXT! !MEANING!. !REMEDY!."
set "MSG=!TEXT!"
call :log
call :write_result
set "TEXT=!TEXT! Key !CFG_KeyLastFive!, host !CFG_KmsHost!, attempts %ATTEMPT%. Log: %LOG%"
"%SYS%\eventcreate.exe" /t %TYPE% /id %EVENT% /l APPLICATION /so ProvisionKms /d "!TEXT!" >"%OUT%" 2>&1 <nul
set "RC=%ERRORLEVEL%"
if "%RC%"=="0" exit /b 0
set "MSG=eventcreate.exe"
call :log
call :log_output %RC%
exit /b 0

:outcome
set "EXIT=%1"
set "EVENT=%2"
set "TYPE=%3"
set "TEXT=%~4."
exit /b 0

rem Whoever reads the file finds the old one or the new one, never a part. Nothing in
rem the values needs an escape: settings, times and codes have been looked at.
:write_result
call :quote CODE
call :quote STARTED
call :quote ENDED
call :quote CFG_KeyLastFive
call :quote CFG_KmsHost
set "PORT=null"
if defined CFG_KmsPort set "PORT=!CFG_KmsPort!"
>"%OUT%" echo {
>>"%OUT%" echo   "formatVersion": 1,
>>"%OUT%" echo   "state": "!STATE!",
>>"%OUT%" echo   "errorCode": !QUOTED_CODE!,
>>"%OUT%" echo   "attempts": %ATTEMPT%,
>>"%OUT%" echo   "started": !QUOTED_STARTED!,
>>"%OUT%" echo   "ended": !QUOTED_ENDED!,
>>"%OUT%" echo   "key": !QUOTED_CFG_KeyLastFive!,
>>"%OUT%" echo   "host": !QUOTED_CFG_KmsHost!,
>>"%OUT%" echo   "port": !PORT!
>>"%OUT%" echo }
move /y "%OUT%" "%RESULT%" >nul 2>&1
exit /b 0

:quote
set "QUOTED_%1=null"
if defined %1 set QUOTED_%1="!%1!"
exit /b 0


rem ---- registry ---------------------------------------------------------------------------

:read_registry
set "VALUE="
"%SYS%\reg.exe" query "%~1" /v %2 >"%OUT%" 2>nul <nul
for /f "usebackq tokens=1,2,*" %%A in ("%OUT%") do if /i "%%A"=="%~2" set "VALUE=%%C"
exit /b 0


rem ---- log ----------------------------------------------------------------------------------

rem Logs MSG.
:log
>>"%LOG%" echo %DATE% %TIME% !MSG!
exit /b 0

rem Logs what the last command wrote to OUT, and its exit code. slmgr.vbs repeats the
rem key that it installs: a secret one is not shown. find.exe ends with 1 when the key
rem is not there; with anything else, be silent.
:log_output
if not "!CFG_KeyIsSecret!"=="1" goto :log_lines
if not defined CFG_Key goto :log_lines
"%SYS%\find.exe" "!CFG_Key!" <"%OUT%" >nul 2>&1
if errorlevel 2 goto :log_hidden
if errorlevel 1 goto :log_lines
:log_hidden
set "MSG=    (not shown: it contains the key)"
call :log
goto :log_exit_code
:log_lines
rem Without delayed expansion, for what is in OUT may have exclamation marks.
setlocal DisableDelayedExpansion
for /f "usebackq delims=" %%L in ("%OUT%") do >>"%LOG%" echo %DATE% %TIME%     %%L
endlocal
:log_exit_code
set "MSG=    exit code %1"
call :log
exit /b 0


rem ---- time ---------------------------------------------------------------------------------

rem The seconds that a command may take.
:limit
set /a LIMIT=DEADLINE-ELAPSED
if %LIMIT% LSS 90 set "LIMIT=90"
if %LIMIT% GTR 32000 set "LIMIT=32000"
exit /b 0

rem The clock is often set during a first boot, so it is trusted for short spans
rem only: time slept is counted, and a command that seems to have run backwards or
rem for over half an hour counts as one minute. STEP becomes what was measured.
:measure
call :now
set "STEP=60"
if %NOW% GEQ 0 if %MARK% GEQ 0 set /a STEP=NOW-MARK
if %STEP% LSS 0 set /a STEP+=86400
if %STEP% GTR 1800 set "STEP=60"
set /a ELAPSED+=STEP
set "MARK=%NOW%"
exit /b 0

rem NOW becomes the seconds since midnight, -1 when the clock cannot be read. The
rem hour may have a leading space, separators are the locale's, and 100%%A keeps
rem 08 and 09 from being read as octal numbers. Seconds that are no number are 0.
:now
set "NOW=-1"
set "SECONDS=0"
for /f "tokens=1-3 delims=:., " %%A in ("%TIME%") do (
  set /a "NOW=(100%%A %% 100)*3600+(100%%B %% 100)*60" 2>nul
  set /a "SECONDS=100%%C %% 100" 2>nul
)
if %NOW% GEQ 0 set /a NOW+=SECONDS
exit /b 0

:sleep
call :measure
set /a PINGS=%1+1
"%SYS%\ping.exe" -n %PINGS% 127.0.0.1 >nul 2>&1 <nul
set /a ELAPSED+=%1
call :now
set "MARK=%NOW%"
exit /b 0
