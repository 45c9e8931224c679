#!/bin/sh
# Install QGIS, a virtual screen and Qt's lrelease for the tests where they are missing: ensure_qgis.sh PYTHON
set -eu
python=$1

if "$python" -c 'import qgis.core, osgeo.gdal' 2>/dev/null && command -v xvfb-run >/dev/null \
    && command -v qgis >/dev/null && command -v lrelease >/dev/null; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "QGIS, a virtual screen or lrelease is missing: sudo apt-get install python3-qgis qgis qgis-providers python3-gdal xvfb xauth qttools5-dev-tools" >&2
    exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    python3-qgis qgis qgis-providers python3-gdal xvfb xauth qttools5-dev-tools >/dev/null
