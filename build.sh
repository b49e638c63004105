#!/usr/bin/env bash
# Builds ProvisionKms and does its main job. Needs git and the .NET 10 SDK; installs the rest on Debian and Ubuntu.
#
#   ./build.sh                                   sample image -> provisioned with recipes/default.yaml -> verified
#   ./build.sh --recipe=R --image=I --output=O   the same on your own files (paths as seen from where you are)
#   ./build.sh --target=Test                     every test; ends with "N passed, N failed, N skipped"
#
# More: --target=Build, --target=Pack, --target=Native (one file that needs no .NET), --target=Bench (speed against the shell pipeline that it replaces), --platform=P, --configuration=Debug, --verbosity=diagnostic.
# Exit codes are those of provision-kms; 4 means that this machine lacks something.
set -euo pipefail

readonly usage_error=2 lacks_something=4
from=$PWD
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s\n' "$*" >&2; }
die() {
    local code=$1
    shift
    say "build.sh: $*"
    exit "$code"
}
usage() { sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

# --- Arguments: "--key value" becomes "--key=value", the one form that Cake takes for all of them. ---
target=Default
arguments=()
verbosity=--verbosity=minimal
while (($#)); do
    argument=$1
    shift
    case $argument in
        -h | --help) usage; exit 0 ;;
        --target | --recipe | --image | --output | --platform | --configuration | --verbosity)
            (($#)) || die "$usage_error" "$argument needs a value"
            argument+="=$1"
            shift ;;
    esac
    case $argument in
        --verbosity=*) verbosity=$argument ;;
        --target=*) target=${argument#*=}; arguments+=("$argument") ;;
        --?*) arguments+=("$argument") ;;
        *) die "$usage_error" "'$argument' is no option; see ./build.sh --help" ;;
    esac
done

# --- The .NET SDK; `dotnet --version` says itself which one global.json asks for. ---
cd "$root"
dotnet --version >/dev/null ||
    die "$lacks_something" "the .NET 10 SDK is needed: https://learn.microsoft.com/dotnet/core/install/linux"

# --- What this machine lacks: one line per package, and why it is needed. ---
missing=()

# need PACKAGE REASON PROBE...: where the probe fails and the package is not installed, the package is missing.
need() {
    local package=$1 reason=$2
    shift 2
    if ! "$@" >/dev/null 2>&1 && ! is_installed "$package"; then
        ((${#missing[@]})) || say "This machine lacks:"
        say "  $package: $reason"
        missing+=("$package")
    fi
}
is_installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }
# /sbin is not on the PATH of Debian's ordinary users.
has_library() { grep -F "$1" <(ldconfig -p 2>/dev/null || /sbin/ldconfig -p); }

need libwim15 "reads and writes WIM and ESD images" has_library libwim.so.15
need libhivex0 "reads and edits registry hives" has_library libhivex.so.0
if [[ ${target,,} == test || ${target,,} == bench ]]; then
    need wimtools "wimlib-imagex judges the images that we write" command -v wimlib-imagex
    need libwin-hivex-perl "hivexregedit judges our registry edits" command -v hivexregedit
fi
if [[ ${target,,} == test || ${target,,} == pack ]]; then
    need gcc-mingw-w64-x86-64-win32 "makes what stands for Windows programs in a rehearsal" command -v x86_64-w64-mingw32-gcc
fi
if [[ ${target,,} == test || ${target,,} == native || ${target,,} == bench ]]; then
    need gcc "links the tool as one file" command -v gcc
    need zlib1g-dev "what it is linked with" test -e /usr/include/zlib.h
fi
if [[ ${target,,} == test ]]; then
    need libhivex-bin "hivexget judges the hives that we write" command -v hivexget
    need libxml2-utils "xmllint judges the answer files that we write" command -v xmllint
    need xz-utils "xz unpacks the real hives that the tests read" command -v xz
    need wine "runs the first-boot scripts in Wine's cmd.exe" command -v wine
    need wine64 "the 64-bit half of Wine" test -x /usr/lib/wine/wine64
    need ntfs-3g "makes and mounts the NTFS volumes of the tests on directories" command -v ntfs-3g
    need qemu-utils "qemu-img makes the virtual disks of the tests, and judges them" command -v qemu-img
    need qemu-system-common "serves virtual disks as files" command -v qemu-storage-daemon
    need gdisk "partitions the disks of the tests" test -x /usr/sbin/sgdisk
    need p7zip-full "reads the install media of the tests, and judges them" command -v 7z
    need genisoimage "makes install media" command -v genisoimage
    need mtools "makes the volume that UEFI starts in the tests" command -v mformat
    need qemu-system-x86 "starts the media that we make" command -v qemu-system-x86_64
    need ovmf "its UEFI firmware" test -e /usr/share/OVMF/OVMF_CODE.fd
    need xorriso "judges what starts the media that we make" command -v xorriso
    need npm "fetches ajv and axe, which judge schemas and pages" command -v npm
    need chromium "opens the report pages of the tests" command -v chromium
    need zsh "asks for completions" command -v zsh
    need fish "asks for completions" command -v fish
    need shellcheck "checks this script" command -v shellcheck
fi

install_missing() {
    command -v apt-get >/dev/null ||
        die "$lacks_something" "no apt-get here. Install what these Debian packages hold, then run again: ${missing[*]}"
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            die "$lacks_something" "neither root nor sudo. As root, run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi

    local log apt
    log=$(mktemp)
    # A new cloud machine is often still busy with its own first upgrade: wait for its lock.
    apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --yes -o DPkg::Lock::Timeout=300)
    say "Installing them${as_root[*]:+ with sudo}: apt-get install ${missing[*]}"
    # Package lists are fetched only where apt cannot do without: none on a fresh machine, stale ones on an old one.
    if ! "${apt[@]}" install --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        say "The package lists are absent or old: apt-get update"
        if ! { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
            tail -n 15 "$log" >&2
            rm -f "$log"
            die "$lacks_something" "apt-get failed, its last lines are above. Needed are: ${missing[*]}"
        fi
    fi
    rm -f "$log"
}
((${#missing[@]} == 0)) || install_missing

# --- The pipeline: Cake, a local .NET tool. ---
restored=$(dotnet tool restore 2>&1) || die 1 "dotnet tool restore failed: $restored"
exec dotnet tool run dotnet-cake build/build.cake "$verbosity" --from="$from" "${arguments[@]}"
