<#
.SYNOPSIS
  Builds ProvisionKms and does its main job, on Windows: the twin of build.sh.
.DESCRIPTION
  Needs git and the .NET 10 SDK. Installs nothing; what the machine lacks for a command is said by the command
  (provision-kms doctor lists it all).

  .\build.ps1                                        sample image -> provisioned with recipes\default.yaml -> verified
  .\build.ps1 -Recipe R -Image I -Output O           the same on your own files (paths as seen from where you are)
  .\build.ps1 -Target Test                           every test; ends with "N passed, N failed, N skipped"
.NOTES
  Exit codes are those of provision-kms; 4 means that this machine lacks something. Runs on Windows PowerShell 5.1, from any folder.
  Where scripts are switched off, and to get the exit code from another program:
  powershell -NoProfile -ExecutionPolicy Bypass -File build.ps1
#>
[CmdletBinding()]
param(
    [string] $Target = 'Default',
    [string] $Recipe,
    [string] $Image,
    [string] $Output,
    [string] $Platform,
    [string] $Configuration = 'Release',
    [string] $Verbosity = 'minimal'
)

$lacksSomething = 4

# Exit codes are looked at here. The caller's own preferences (a CI system's "Stop") would end the script at the first line that
# dotnet writes to standard error, or at its first exit code, and with another exit code than that.
$ErrorActionPreference = 'Continue'
$PSNativeCommandUseErrorActionPreference = $false
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('build.ps1: the .NET 10 SDK is needed: https://learn.microsoft.com/dotnet/core/install/windows')
    exit $lacksSomething
}

# Windows PowerShell puts an argument with blanks in quotation marks, and a backslash at its end would escape the last one.
function Get-PathArgument([string] $Path) {
    if ($Path.Length -gt 3) { $Path.TrimEnd('\') } else { $Path }
}

$arguments = @("--target=$Target", "--configuration=$Configuration", "--verbosity=$Verbosity")
$arguments += "--from=$(Get-PathArgument (Get-Location -PSProvider FileSystem).ProviderPath)"
foreach ($name in 'Recipe', 'Image', 'Output', 'Platform') {
    if ($PSBoundParameters.ContainsKey($name)) {
        $arguments += "--$($name.ToLowerInvariant())=$(Get-PathArgument $PSBoundParameters[$name])"
    }
}

Push-Location $PSScriptRoot
try {
    # It says itself which SDK global.json asks for.
    dotnet --version | Out-Null
    if ($LASTEXITCODE -ne 0) {
        exit $lacksSomething
    }

    $restored = dotnet tool restore
    if ($LASTEXITCODE -ne 0) {
        [Console]::Error.WriteLine("build.ps1: dotnet tool restore failed: $restored")
        exit 1
    }

    dotnet tool run dotnet-cake build/build.cake @arguments
    exit $LASTEXITCODE
}
finally {
    Pop-Location
}
