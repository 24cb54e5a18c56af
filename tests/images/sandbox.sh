#!/bin/sh
# sandbox.sh ROOT IMAGE PYTHON DATA COMMAND...: becomes COMMAND, as user 65532, in a root that cannot be written and holds the image's own
# files (IMAGE/app, IMAGE/opt), this machine's system folders and the interpreter in PYTHON; nothing else. Temporary files go to a
# /tmp of its own; DATA, where it is given, is at /data. Run it by `unshare --mount`, so that nobody else sees the mounts.
set -eu
root=$1 image=$2 python=$3 data=$4
shift 4
mount -t tmpfs -o mode=755 image "$root"
for folder in /usr /bin /sbin /lib /lib64 /etc /dev /proc /sys "$python" /app /opt; do
    case $folder in
        /app | /opt) source=$image$folder ;;
        *) source=$folder ;;
    esac
    if [ -L "$source" ]; then
        cp -d "$source" "$root$folder"
    elif [ -d "$source" ] && [ ! -e "$root$folder/." ]; then
        mkdir -p "$root$folder"
        mount --rbind "$source" "$root$folder"
        case $folder in /dev | /proc | /sys) ;; *) mount -o remount,bind,ro "$root$folder" ;; esac
    fi
done
mkdir "$root/tmp"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
if [ -n "$data" ]; then
    mkdir "$root/data"
    mount --bind "$data" "$root/data"
fi
mount -o remount,ro "$root"
cd "$root"
exec chroot "$root" setpriv --reuid=65532 --regid=65532 --clear-groups --no-new-privs --bounding-set=-all \
    sh -c 'cd /app && exec "$@"' sh "$@"
