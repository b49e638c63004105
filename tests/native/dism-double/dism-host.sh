#!/bin/sh
# The half of the stand-in for DISM that works on files of Linux, with wimlib-imagex and hivexregedit: programs that are
# not ours, so that they can judge what is. Called by dismapi.dll with the name of a request file: a verb, then its
# arguments, a line each. The answer goes to REQUEST.answer, and then an HRESULT to REQUEST.done.
#
# A VHD or VHDX of these tests is a stand-in too: $disk_header bytes that begin with the signature, then a WIM.
set -u
PATH=/usr/bin:/bin
export LC_ALL=C.UTF-8
unset WIMLIB_IMAGEX_IGNORE_CASE

ok=00000000 false=00000001 no_file=80070002 no_path=80070003 denied=80070005 bad_format=8007000b invalid_data=8007000d
no_such_index=c0040005 no_such_name=c0040006 failed=80004005
disk_header=1048576
tab=$(printf '\t')

request=$1
exec 3<"$request" >"$request.answer" 2>"$request.errors"
IFS= read -r verb <&3
i=0
for name in a b c d e; do
    IFS= read -r "$name" <&3 || eval "$name="
done

finish() { # HRESULT
    rm -f "$request.header"
    printf '%s' "$1" >"$request.tmp"
    mv "$request.tmp" "$request.done"
    exit 0
}

signature() { head -c 8 "$1" | tr -d '\0'; }
is_disk() { case $(signature "$1") in vhdxfile | conectix) true ;; *) false ;; esac; }
is_wim() { [ "$(signature "$1")" = MSWIM ]; }

# The state of all files below a folder: type, identity, size, times of change.
list() { find "$1" -mindepth 1 -printf '%y\t%i\t%s\t%T@\t%C@\t%P\n' | LC_ALL=C sort -t "$tab" -k 6; }

# What differs from when the folder was laid out: "delete PATH", then "add PATH", folders before what is in them.
# The times of a folder change with its content: only its coming and going counts.
differences() { # FOLDER BASELINE
    list "$1" | awk -F '\t' '
        function state() { return $1 == "d" ? "d" : $1 "\t" $2 "\t" $3 "\t" $4 "\t" $5 }
        NR == FNR { was[$6] = state(); next }
        { is[$6] = 1 }
        !($6 in was) { print "1\tadd\t" $6; next }
        was[$6] != state() { if (substr(was[$6], 1, 1) != $1) print "0\tdelete\t" $6; print "1\tadd\t" $6 }
        END { for (path in was) if (!(path in is)) print "0\tdelete\t" path }
    ' "$2" - | LC_ALL=C sort -t "$tab" -k 1,1 -k 3 | cut -f 2-
}

# Commands for `wimlib-imagex update`. A new folder brings its content along: what is below it needs no line of its own.
commands() { # FOLDER
    awk -F '\t' -v folder="$1" '
        function quoted(text) { return index(text, "\"") ? "\x27" text "\x27" : "\"" text "\"" }
        { path = $2; skip = 0; parent = path
          while (match(parent, /\/[^\/]*$/)) { parent = substr(parent, 1, RSTART - 1); if (($1, parent) in done) skip = 1 } }
        { done[$1, path] = 1 }
        skip { next }
        $1 == "delete" { print "delete --recursive --force " quoted("/" path); next }
        { print "add " quoted(folder "/" path) " " quoted("/" path) }'
}

wim_of() { # the WIM that a mount of the image works on
    if is_disk "$1"; then
        tail -c +$((disk_header + 1)) "$1" >"$2/disk.wim"
        printf '%s' "$2/disk.wim"
    else
        printf '%s' "$1"
    fi
}

case $verb in
info) # IMAGE: "wim" or "disk", then the XML
    [ -f "$a" ] || finish $no_file
    wim=$a
    if is_disk "$a"; then
        echo disk
        wim=$request.wim
        tail -c +$((disk_header + 1)) "$a" >"$wim"
    elif is_wim "$a"; then
        echo wim
    else
        finish $invalid_data
    fi
    wimlib-imagex info "$wim" --xml >"$request.xml" || finish $invalid_data
    iconv -f UTF-16 -t UTF-8 "$request.xml"
    rm -f "$request.xml" "$request.wim"
    finish $ok
    ;;
mount) # IMAGE INDEX FOLDER RECORD NAME
    [ -f "$a" ] || finish $no_file
    is_wim "$a" || is_disk "$a" || finish $invalid_data
    wim=$(wim_of "$a" "$d")
    wimlib-imagex info "$wim" --header >"$request.header" || finish $invalid_data
    # WIMGAPI, which mounts for DISM, does not know solid resources: an ESD cannot be mounted.
    if grep -qi 'LZMS' "$request.header" || wimlib-imagex info "$wim" | grep -qi 'Compression:.*LZMS'; then
        finish $bad_format
    fi
    wimlib-imagex info "$wim" "$b" >/dev/null 2>&1 || finish $no_such_index
    if ! wimlib-imagex apply "$wim" "$b" "$c" --quiet >/dev/null; then
        find "$c" -mindepth 1 -delete
        finish $invalid_data
    fi
    list "$c" >"$d/baseline"
    finish $ok
    ;;
commit) # IMAGE INDEX FOLDER RECORD FLAGS
    [ -w "$a" ] || finish $denied
    wim=$a
    ! is_disk "$a" || wim=$(wim_of "$a" "$d")
    index=$b
    case $e in *append*)
        wimlib-imagex export "$wim" "$b" "$wim" "$(wimlib-imagex info "$wim" "$b" | sed -n 's/^Name: *//p') $(date +%s%N)" >/dev/null || finish $failed
        index=$(wimlib-imagex info "$wim" | sed -n 's/^Image Count: *//p')
        ;;
    esac
    integrity=
    case $e in *integrity*) integrity=--include-integrity ;; esac
    differences "$c" "$d/baseline" >"$d/differences"
    commands "$c" <"$d/differences" >"$d/commands"
    if [ -s "$d/commands" ] || [ -n "$integrity" ]; then
        wimlib-imagex update "$wim" "$index" --no-acls $integrity <"$d/commands" >/dev/null || finish $failed
    fi
    if [ -f "$d/edition" ]; then
        wimlib-imagex info "$wim" "$index" --image-property "WINDOWS/EDITIONID=$(cat "$d/edition")" >/dev/null || finish $failed
    fi
    if [ "$wim" != "$a" ]; then
        head -c $disk_header "$a" >"$d/disk.new"
        cat "$wim" >>"$d/disk.new"
        cat "$d/disk.new" >"$a"
        rm -f "$d/disk.new"
    fi
    list "$c" >"$d/baseline"
    finish $ok
    ;;
changed) # FOLDER RECORD: S_FALSE where nothing was
    differences "$a" "$b/baseline"
    [ -s "$request.answer" ] || finish $false
    finish $ok
    ;;
unmount) # FOLDER RECORD
    [ ! -d "$a" ] || find "$a" -mindepth 1 -delete
    rm -rf "$b"
    finish $ok
    ;;
handles) # FOLDER: who has something open in it, or works in it; S_FALSE where nobody has
    find /proc/[0-9]*/fd /proc/[0-9]*/cwd -maxdepth 1 \( -lname "$a/*" -o -lname "$a" \) -printf '%p %l\n' 2>/dev/null
    [ -s "$request.answer" ] || finish $false
    finish $ok
    ;;
export) # HIVE
    [ -f "$a" ] || finish $no_file
    # Without O, Perl prints names in Latin-1 where it can.
    PERL_UNICODE=O hivexregedit --export "$a" '\' || finish $invalid_data
    finish $ok
    ;;
merge) # HIVE CHANGES: every hive that was loaded for writing is written, changed or not
    hivexregedit --merge "$a" "$b" || finish $failed
    finish $ok
    ;;
touch) # HIVE
    printf 'commit\n' | hivexsh -w "$a" || finish $failed
    finish $ok
    ;;
rename) # FOLDER OLD NEW: licences of an edition become another's
    for path in "$a"/*; do
        case ${path##*/} in *"$b")
            new=${path%"$b"}$c
            mv "$path" "$new"
            for file in "$new/$b"-*; do
                [ ! -e "$file" ] || mv "$file" "$new/$c${file#"$new/$b"}"
            done
            ;;
        esac
    done
    finish $ok
    ;;
*) finish $failed ;;
esac
