#!/bin/sh
# Install what the tests need and is missing: QGIS for PYTHON, and programs.txt's programs: ensure_qgis.sh PYTHON
set -eu
python=$1
packages=

"$python" -c 'import qgis.core, osgeo.gdal' 2>/dev/null || packages="python3-qgis qgis-providers python3-gdal"
# A test compiles C++ against the headers of Python.
"$python" -c 'import os, sysconfig; os.stat(sysconfig.get_path("include") + "/Python.h")' 2>/dev/null \
    || packages="$packages python3-dev"
while read -r program package; do
    case $program in '#'* | '') continue ;; esac
    # Debian's qgis is a script that starts qgis.bin; a QGIS from elsewhere, as in its Docker images, has qgis alone.
    command -v "$program" >/dev/null || command -v "${program%.bin}" >/dev/null || packages="$packages $package"
done <"$(dirname "$0")/programs.txt"

[ -n "$packages" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "the tests need programs that are missing here: sudo apt-get install $packages" >&2
    exit 1
fi
apt-get update -qq
# shellcheck disable=SC2086 # one word a package
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
