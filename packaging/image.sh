#!/bin/sh
# Install the command line into a bare Debian, as the Dockerfile does: image.sh SOURCE
# TORCH and TORCH_INDEX choose the build of PyTorch; without TORCH_INDEX pip takes it from its usual index. pip prefers no
# index to another: name the build in TORCH (+cpu), so that an index without it is an error and not another build.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends ca-certificates python3 python3-venv >/dev/null
python3 -m venv /opt/any2any
/opt/any2any/bin/pip install --quiet --no-cache-dir ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} "${TORCH:-torch}"
/opt/any2any/bin/pip install --quiet --no-cache-dir "$1[hub]"
ln -s /opt/any2any/bin/any2any /usr/local/bin/any2any
install -m 755 "$1/packaging/image_entry.sh" /usr/local/bin/any2any-entry
id any2any >/dev/null 2>&1 || useradd --create-home any2any
apt-get clean
rm -rf /var/lib/apt/lists/*
