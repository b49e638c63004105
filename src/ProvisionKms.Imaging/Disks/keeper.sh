# Owns what a session started: the daemon that serves a disk, and the mounts of its volumes.
#
#   sh -c "$(cat keeper.sh)" keeper FOLDER DAEMON-ARGUMENT...
#
# Lines on standard input are for the daemon's monitor, but "mount OPTIONS FILE FOLDER" and "unmount FOLDER". The end of
# standard input is the end of the session, also when the program at its other end has been killed: then everything is
# unmounted, the daemon ended, the folder removed. Names are relative to the folder and hold no blanks.
cd "$1" || exit 1
folder=$(pwd -P)
as_listed=$(printf %s "$folder" | sed 's/ /\\040/g')
shift
trap '' INT TERM HUP QUIT
exec 2>errors
echo $$ >keeper.pid
mkfifo monitor
qemu-storage-daemon --pidfile daemon.pid --chardev stdio,id=monitor --monitor monitor "$@" <monitor &
daemon=$!
exec 3>monitor
volumes=

is_mounted() {
    case $(cat /proc/self/mounts) in *" $as_listed/$1 "*) ;; *) false ;; esac
}

# A volume is written to the disk when its server has ended, which is after the mount has gone.
unmount() {
    for try in 1 2 3 4 5 6 7 8 9 10; do
        is_mounted "$1" || break
        umount "$1" && break
        sleep 0.2
    done
    if is_mounted "$1"; then
        umount -l "$1"
        echo busy >"$1.exit"
    else
        eval "wait \$server_$1"
    fi
}

while IFS= read -r line; do
    case $line in
        mount\ *)
            set -- $line
            mkdir "$4"
            { ntfs-3g -o "no_detach,$2" "$3" "$4" >"$4.log" 2>&1 3>&-; echo $? >"$4.code"; mv "$4.code" "$4.exit"; } &
            eval "server_$4=$!"
            volumes="$volumes $4"
            ;;
        unmount\ *)
            set -- $line
            unmount "$2"
            printf '{"event":"UNMOUNTED","data":{"result":"%s"}}\n' "$(cat "$2.exit")"
            ;;
        *) printf '%s\n' "$line" >&3 ;;
    esac
done

for volume in $volumes; do
    unmount "$volume"
done
printf '{"execute":"quit"}\n' >&3
exec 3>&-
wait $daemon
case $(cat /proc/self/mounts) in *" $as_listed/"*)
    for left in *; do
        if is_mounted "$left"; then umount -l "$left"; fi
    done
    ;;
esac
for volume in $volumes; do
    rmdir "$volume"
done
rm -f ./*
cd / && rmdir "$folder"
