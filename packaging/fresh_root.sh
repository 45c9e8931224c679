#!/bin/sh
# Run commands on a bare machine: fresh_root.sh SUITE FOLDER COMMAND...
#
# debootstrap makes a minimal root of a Debian or Ubuntu release in FOLDER, a clone of the last commit goes in, and each
# COMMAND runs there with nothing but make and python3 installed. Needs root. What this machine needs to reach its
# package indexes comes from the environment: FRESH_MIRROR, a mirror for debootstrap; FRESH_MOUNTS, files and folders,
# separated by spaces, that appear read-only at the same place inside (no folder that packages install into); and PIP_*.
set -eu
if [ "${FRESH_UNSHARED:-}" != yes ]; then # mounts vanish with the process, however it ends
    [ "$(id -u)" -eq 0 ] || { echo "a bare root is made by root: sudo make test-fresh" >&2; exit 1; }
    FRESH_UNSHARED=yes exec unshare --mount --propagation private "$0" "$@"
fi
suite=$1 root=$2
shift 2
checkout=$(cd "$(dirname "$0")/.." && pwd)

fail() { echo "$1" >&2; exit 1; }
command -v debootstrap >/dev/null || fail "debootstrap is missing: apt-get install debootstrap"
case $root in "$checkout"*) fail "$root lies in the checkout: choose a folder outside it with FRESH=..." ;; esac
[ ! -e "$root" ] || fail "$root exists: remove it, or choose another folder with FRESH=..."

components="" mirror=${FRESH_MIRROR:-} script=""
case $suite in # QGIS is in universe. One script makes every release of Ubuntu, also those newer than debootstrap.
    jammy | noble | plucky | questing | resolute)
        [ -e /usr/share/keyrings/ubuntu-archive-keyring.gpg ] \
            || fail "Ubuntu's keys are missing: install ubuntu-keyring, on Debian 13 ubuntu-archive-keyring"
        components=--components=main,universe mirror=${mirror:-http://archive.ubuntu.com/ubuntu} script=gutsy
        ;;
esac
mkdir -p "$root"
# shellcheck disable=SC2086 # what is empty is left out
debootstrap --variant=minbase $components "$suite" "$root" $mirror $script >"$root.log" 2>&1 \
    || fail "debootstrap failed: see $root.log"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
for place in /etc/resolv.conf /etc/hosts ${FRESH_MOUNTS:-}; do
    [ -e "$place" ] || fail "FRESH_MOUNTS names $place, which does not exist"
    if [ -d "$place" ]; then
        mkdir -p "$root$place"
    else
        mkdir -p "$root$(dirname "$place")"
        : >>"$root$place"
    fi
    mount --bind -o ro "$place" "$root$place"
done
git clone --quiet --no-hardlinks "$checkout" "$root/project"

cat >"$root/run.sh" <<'INSIDE'
set -eu
for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do # what else this machine says holds only here
    case $name in PIP_*) ;; *) unset "$name" ;; esac
done
export HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
apt-get update -qq
apt-get install -y -qq --no-install-recommends make python3 >/dev/null
cd /project
for command; do
    echo "== $command"
    sh -c "$command"
done
INSIDE
chroot "$root" sh /run.sh "$@"
