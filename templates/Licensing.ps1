# What slmgr.vbs does for Activate.cmd, for a Windows without VBScript: that is an
# optional feature since Windows 11 24H2 and Windows Server 2025, which have Windows
# PowerShell 5.1; this needs 3.0 or later.
#
#   Licensing.ps1 -upk | -ipk [KEY] | -skms HOST:PORT | -ckms | -ato | status [XXXXX]
#
# -ipk without a key takes the one of settings.ini: Windows notes each command line
# of powershell.exe in the event log, so a secret key must not be in it.
# "status" says the lines of Status.vbs; see there. A failure is shown as its code,
# 0x and eight digits, which is the exit code as well. No key is ever shown.
# https://learn.microsoft.com/previous-versions/windows/desktop/sppwmi/softwarelicensingservice
$ErrorActionPreference = 'Stop'
$verb = [string]$args[0]
$value = [string]$args[1]
$windowsApplication = '55c92734-d682-4d71-983e-d6ec3f16059f'
$noProductKey = '0xC004F014'
# A call that hangs is given up, as cscript.exe gives up slmgr.vbs.
$seconds = 300

function Get-LicensingService {
    Get-CimInstance -Query 'SELECT Version FROM SoftwareLicensingService' -OperationTimeoutSec $seconds
}

function Get-Setting([string]$name) {
    $line = Get-Content (Join-Path $PSScriptRoot 'settings.ini') | Where-Object { $_ -like "$name=*" }
    if ($line) { ([string]$line).Substring($name.Length + 1) }
}

# The licence of Windows itself, not of Office or of an add-on. Of several with a
# key, the one with the key that is looked for, else one that is licensed.
function Get-WindowsProduct([string]$lastFive) {
    $query = 'SELECT ID, Description, LicenseIsAddon, LicenseStatus, PartialProductKey FROM SoftwareLicensingProduct' +
        " WHERE ApplicationID = '$windowsApplication' AND PartialProductKey <> NULL"
    Get-CimInstance -Query $query -OperationTimeoutSec $seconds |
        Where-Object { -not $_.LicenseIsAddon } |
        Sort-Object { $_.PartialProductKey -ne $lastFive }, { $_.LicenseStatus -ne 1 } |
        Select-Object -First 1
}

function Get-KeyedProduct([string]$lastFive) {
    $product = Get-WindowsProduct $lastFive
    if ($null -eq $product) { throw $noProductKey }
    $product
}

function Invoke-Licensing($instance, [string]$method, $arguments = @{}) {
    $result = Invoke-CimMethod -InputObject $instance -MethodName $method -Arguments $arguments -OperationTimeoutSec $seconds
    if ($result.ReturnValue) { throw ('0x{0:X8}' -f $result.ReturnValue) }
}

function Install-Key([string]$key) {
    if (-not $key) { $key = Get-Setting 'Key' }
    $service = Get-LicensingService
    Invoke-Licensing $service 'InstallProductKey' @{ ProductKey = $key }
    Invoke-Licensing $service 'RefreshLicenseStatus'
}

function Set-KmsHost([string]$name) {
    $service = Get-LicensingService
    $machine, $port = $name.Split(':')
    Invoke-Licensing $service 'SetKeyManagementServiceMachine' @{ MachineName = $machine }
    Invoke-Licensing $service 'SetKeyManagementServicePort' @{ PortNumber = [uint32]$port }
}

function Clear-KmsHost {
    $service = Get-LicensingService
    Invoke-Licensing $service 'ClearKeyManagementServiceMachine'
    Invoke-Licensing $service 'ClearKeyManagementServicePort'
}

function Write-Status([string]$lastFive) {
    'FormatVersion=1'
    'Utc=' + [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
    try { $product = Get-WindowsProduct $lastFive } catch { return }
    if ($null -eq $product) { return 'LicenseStatus=0' }
    'LicenseStatus=' + $product.LicenseStatus
    'PartialProductKey=' + $product.PartialProductKey
    'Evaluation=' + [int]($product.Description -match 'TIMEBASED_EVAL')
    'Description=' + ($product.Description -replace '[^A-Za-z0-9 _.,:()-]', '?')
}

# The CIM cmdlets put the code of the licensing service into the identifier of the
# error: HRESULT 0x.... Texts are in the language of Windows, and may repeat a key.
function Get-Code($failure) {
    if ("$($failure.FullyQualifiedErrorId) $($failure.Exception.Message)" -match '0x[0-9A-Fa-f]{8}') {
        return '0x' + $matches[0].Substring(2).ToUpperInvariant()
    }
    '0x{0:X8}' -f $failure.Exception.HResult
}

try {
    switch ($verb) {
        '-upk' { Invoke-Licensing (Get-KeyedProduct) 'UninstallProductKey' }
        '-ipk' { Install-Key $value }
        '-skms' { Set-KmsHost $value }
        '-ckms' { Clear-KmsHost }
        '-ato' {
            Invoke-Licensing (Get-KeyedProduct (Get-Setting 'KeyLastFive')) 'Activate'
            Invoke-Licensing (Get-LicensingService) 'RefreshLicenseStatus'
        }
        'status' { Write-Status $value }
        default { throw '0x80070057' }
    }
} catch {
    $code = Get-Code $_
    "Error: $code"
    exit ([Convert]::ToInt32($code.Substring(2), 16))
}
if ($verb -ne 'status') { 'Done.' }
exit 0
