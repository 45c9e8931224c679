#!/bin/sh
# Create a virtual environment: ensure_venv.sh PYTHON FOLDER [OPTIONS of venv]
set -eu
python=$1 folder=$2
shift 2

if [ -x "$folder/bin/python" ] && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' || {
    echo "$python is older than Python 3.9: set PYTHON to a newer one" >&2
    exit 1
}
# Debian and Ubuntu ship venv without pip until python3-venv is installed.
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" -ne 0 ]; then
        echo "$python cannot make virtual environments: sudo apt-get install python3-venv" >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
fi
rm -rf "$folder"
"$python" -m venv "$@" "$folder"
