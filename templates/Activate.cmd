@echo off
rem Activates Windows at first boot with the settings of settings.ini in this
rem folder. SetupComplete.cmd calls it without an argument; the scheduled tasks
rem that it registers call it with the argument "task".
rem
rem Exit code: 0 activated, 1 not activated, 2 waits for the conversion of an
rem evaluation edition, 3 cannot run at all. Windows Setup does not look at it.
rem
rem Only cmd.exe, cscript.exe with slmgr.vbs, find.exe, reg.exe, schtasks.exe and
rem ping.exe are used, and for evaluation editions dism.exe and shutdown.exe: all
rem are in Windows since NT 6.0 (dism.exe since 6.1). Settings are only ever expanded as !NAME!, after the
rem line has been parsed, so that none of them can become a command.

setlocal EnableExtensions DisableDelayedExpansion
rem Variables of these names would hide what cmd.exe itself puts there.
for %%V in (ERRORLEVEL DATE TIME RANDOM) do set "%%V="

set "MODE=%~1"
if not defined MODE set "MODE=setup"
set "HERE=%~dp0"
set "SELF=%~f0"
set "SYS=%SystemRoot%\System32"
set "TASK=ProvisionKms activation"
set "OUT=%HERE%output-%RANDOM%.tmp"
set "LOG=%SystemRoot%\Panther\ProvisionKms.log"
if not exist "%SystemRoot%\Panther\" mkdir "%SystemRoot%\Panther"
rem A task that never succeeds writes every hour: keep one old log, and no more.
for %%F in ("%LOG%") do if %%~zF0 GTR 10000000 move /y "%LOG%" "%LOG%.old" >nul 2>&1

for %%V in (FormatVersion Method Key KeyShown KeyIsSecret KmsHost KmsPort) do set "CFG_%%V="
for %%V in (Attempts IntervalSeconds DeadlineSeconds RetryTask ConvertTo) do set "CFG_%%V="
for /f "usebackq eol=; tokens=1,* delims==" %%A in ("%HERE%settings.ini") do set "CFG_%%A=%%B"

setlocal EnableDelayedExpansion
set "MSG=---- Activate.cmd started, mode %MODE%"
call :log
call :main
set "RESULT=%ERRORLEVEL%"
if exist "%OUT%" del "%OUT%"
set "MSG=---- Activate.cmd ended with %RESULT%"
call :log
exit /b %RESULT%


:main
if not "!CFG_FormatVersion!"=="1" (
  set "MSG=settings.ini is missing beside this script, or not of format 1: nothing can be done."
  call :log
  exit /b 3
)
if not exist "%SYS%\slmgr.vbs" (
  set "MSG=%SYS%\slmgr.vbs is missing: nothing can be done."
  call :log
  exit /b 3
)
set /a ATTEMPTS=CFG_Attempts, INTERVAL=CFG_IntervalSeconds, DEADLINE=CFG_DeadlineSeconds
set "MSG=Method !CFG_Method!, host !CFG_KmsHost!:!CFG_KmsPort!, %ATTEMPTS% attempts %INTERVAL% s apart, at most %DEADLINE% s."
call :log

if defined CFG_ConvertTo (
  call :convert
  if errorlevel 1 exit /b 2
)
call :activate
if errorlevel 1 (
  if "!CFG_RetryTask!"=="1" (call :register_tasks hourly 1) else call :delete_tasks
  exit /b 1
)
call :delete_tasks
if "!CFG_KeyIsSecret!"=="1" (
  set "MSG=settings.ini holds a secret key that is not needed any more: deleted."
  call :log
  del "%HERE%settings.ini"
)
exit /b 0


rem ---- activation: 0 activated, 1 not ----------------------------------------

:activate
set "KEY_DONE="
set "HOST_DONE="
set "ELAPSED=0"
set "ATTEMPT=0"
call :now
set "MARK=%NOW%"

:next_attempt
set /a ATTEMPT+=1
set "MSG=Attempt %ATTEMPT% of %ATTEMPTS%, %ELAPSED% s after the start."
call :log
call :attempt
if not errorlevel 1 (
  set "MSG=Activated."
  call :log
  exit /b 0
)
call :measure
if %ATTEMPT% GEQ %ATTEMPTS% (
  set "MSG=Not activated after %ATTEMPT% attempts."
  call :log
  exit /b 1
)
rem The next attempt may take as long as this one did.
set /a FORECAST=ELAPSED+INTERVAL+STEP
if %FORECAST% GTR %DEADLINE% (
  set "MSG=Not activated, and the next attempt could end after the deadline of %DEADLINE% s."
  call :log
  exit /b 1
)
call :sleep
goto :next_attempt

:attempt
set "ECHOES_HOST="
if defined KEY_DONE goto :attempt_host
if not defined CFG_Key goto :attempt_host
rem A key that is not there cannot be removed: no failure.
set "ARGS=-upk"
set "SHOW=-upk"
if %ATTEMPT% EQU 1 call :slmgr
set "ARGS=-ipk !CFG_Key!"
set "SHOW=-ipk !CFG_KeyShown!"
call :slmgr
if errorlevel 1 exit /b 1
set "KEY_DONE=1"

:attempt_host
if defined HOST_DONE goto :attempt_activation
set "ECHOES_HOST="
set "ARGS="
if "!CFG_Method!"=="kms" set "ARGS=-skms !CFG_KmsHost!:!CFG_KmsPort!"
if "!CFG_Method!"=="kms-discovery" set "ARGS=-ckms"
if not defined ARGS goto :attempt_activation
set "SHOW=!ARGS!"
set "ECHOES_HOST=1"
call :slmgr
if errorlevel 1 exit /b 1
set "HOST_DONE=1"

:attempt_activation
set "ECHOES_HOST="
set "ARGS=-ato"
set "SHOW=-ato"
call :slmgr
exit /b %ERRORLEVEL%

rem Runs slmgr.vbs with ARGS, logged as SHOW: 0 when it did its work. It can end
rem with exit code 0 in spite of an error, whose code (0x...) it then shows; but
rem where it repeats the host, 0x may be a part of that name.
:slmgr
set "MSG=slmgr.vbs !SHOW!"
call :log
"%SYS%\cscript.exe" //nologo "%SYS%\slmgr.vbs" !ARGS! >"%OUT%" 2>&1 <nul
set "RC=%ERRORLEVEL%"
set "FAILED="
if not "%RC%"=="0" set "FAILED=1"
if defined ECHOES_HOST goto :slmgr_result
"%SYS%\find.exe" "0x" <"%OUT%" >nul 2>&1
if not errorlevel 1 set "FAILED=1"
:slmgr_result
call :log_output
if defined FAILED exit /b 1
exit /b 0


rem ---- evaluation edition: 0 there is none any more, 1 it waits ---------------

rem dism.exe converts only the running Windows, and must restart it. Windows Setup
rem does not survive a restart from SetupComplete.cmd, so a task does this later.
:convert
call :read_registry "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion" EditionID
if /i "!VALUE!"=="!CFG_ConvertTo!" exit /b 0
set "MSG=Edition !VALUE! is to become !CFG_ConvertTo!."
call :log
if not "%MODE%"=="task" (
  call :register_tasks minute 5
  exit /b 1
)
call :read_registry "HKLM\SYSTEM\Setup" SystemSetupInProgress
if not "!VALUE!"=="0x0" if defined VALUE (
  set "MSG=Windows Setup is still running: later."
  call :log
  exit /b 1
)
set "TRIES=0"
if exist "%HERE%conversion.txt" set /p TRIES=<"%HERE%conversion.txt"
set /a TRIES+=1
if %TRIES% GTR 3 (
  set "MSG=Given up: the conversion did not come about in three attempts. See %SystemRoot%\Logs\DISM\dism.log."
  call :log
  call :delete_tasks
  exit /b 1
)
>"%HERE%conversion.txt" echo %TRIES%
set "MSG=dism.exe /online /set-edition:!CFG_ConvertTo! /productkey:!CFG_KeyShown! /accepteula /norestart"
call :log
"%SYS%\dism.exe" /online /set-edition:!CFG_ConvertTo! /productkey:!CFG_Key! /accepteula /norestart >"%OUT%" 2>&1 <nul
set "RC=%ERRORLEVEL%"
call :log_output
rem 3010: done, a restart is needed.
if not "%RC%"=="0" if not "%RC%"=="3010" exit /b 1
set "MSG=Restarting to finish the conversion; the activation follows after it."
call :log
"%SYS%\shutdown.exe" /r /t 5 /c "ProvisionKms: the edition was converted" >"%OUT%" 2>&1
set "RC=%ERRORLEVEL%"
call :log_output
exit /b 1

:read_registry
set "VALUE="
"%SYS%\reg.exe" query "%~1" /v %2 >"%OUT%" 2>nul
for /f "usebackq tokens=1,2,*" %%A in ("%OUT%") do if /i "%%A"=="%~2" set "VALUE=%%C"
exit /b 0


rem ---- scheduled tasks --------------------------------------------------------

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
set "RC=%ERRORLEVEL%"
call :log_output
exit /b 0

rem A task may delete itself while it runs.
:delete_tasks
for %%T in ("%TASK% at start-up" "%TASK%") do (
  "%SYS%\schtasks.exe" /query /tn %%T >nul 2>&1 <nul
  if not errorlevel 1 "%SYS%\schtasks.exe" /delete /tn %%T /f >nul 2>&1 <nul
)
exit /b 0


rem ---- log --------------------------------------------------------------------

rem Logs MSG.
:log
>>"%LOG%" echo %DATE% %TIME% !MSG!
exit /b 0

rem Logs what the last command wrote to OUT and its exit code RC. slmgr.vbs repeats
rem the key that it installs: a secret one is not shown. find.exe ends with 1 when
rem the key is not there; with anything else, be silent.
:log_output
if not "!CFG_KeyIsSecret!"=="1" goto :log_lines
"%SYS%\find.exe" "!CFG_Key!" <"%OUT%" >nul 2>&1
if errorlevel 2 goto :log_hidden
if errorlevel 1 goto :log_lines
:log_hidden
set "MSG=    (not shown: it contains the key)"
call :log
goto :log_exit_code
:log_lines
for /f "usebackq delims=" %%L in ("%OUT%") do (
  set "MSG=    %%L"
  call :log
)
:log_exit_code
if exist "%OUT%" del "%OUT%"
set "MSG=    exit code %RC%"
call :log
exit /b 0


rem ---- time -------------------------------------------------------------------

rem The clock is often set during a first boot, so it is trusted for short spans
rem only: time slept is counted, and a command that seems to have run backwards or
rem for over half an hour counts as one minute.
:measure
call :now
set "STEP=60"
if %NOW% GEQ 0 if %MARK% GEQ 0 set /a STEP=NOW-MARK
if %STEP% LSS 0 set /a STEP+=86400
if %STEP% GTR 1800 set "STEP=60"
set /a ELAPSED+=STEP
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
set /a PINGS=INTERVAL+1
"%SYS%\ping.exe" -n %PINGS% 127.0.0.1 >nul 2>&1 <nul
set /a ELAPSED+=INTERVAL
call :now
set "MARK=%NOW%"
exit /b 0
