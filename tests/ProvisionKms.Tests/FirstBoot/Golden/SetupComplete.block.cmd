@rem ProvisionKms block begin 4dc6d34ce5bda1e3
@rem Activates Windows at first boot. Written by provision-kms: do not edit, delete from begin to end.
@if exist "%SystemRoot%\Setup\Scripts\ProvisionKms\Activate.cmd" "%SystemRoot%\System32\cmd.exe" /d /e:on /v:off /c "call "%SystemRoot%\Setup\Scripts\ProvisionKms\Activate.cmd" & exit %ERRORLEVEL%" <nul >nul 2>&1
@rem --------------------------------------------------------------------------------------------------------------
@rem ProvisionKms block end
