#!/bin/sh
# Makes a virtual environment with pip in it, also where Debian's Python comes without ensurepip.
# Usage: make-venv.sh FOLDER
set -eu

folder=$1
python=${PYTHON:-python3}
here=$(dirname "$0")

if [ -x "$folder/bin/pip" ]; then
    exit 0
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; name it with:  make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv "$folder"
elif "$python" -c 'import pip' 2>/dev/null; then
    "$python" -m venv --without-pip "$folder"
    "$python" -m pip --python "$folder/bin/python" install --quiet --require-hashes --requirement "$here/../requirements/build.txt"
else
    "$here/install-packages.sh" python3-venv
    "$python" -m venv "$folder"
fi
