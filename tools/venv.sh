#!/bin/sh
# Make .venv and install the package into it, editable, with the tools of a developer.
set -eu
cd "$(dirname "$0")/.."

if ! PYTHON=.venv/bin/python tools/python.sh >/dev/null 2>&1; then
    python=$(tools/python.sh)
    if ! "$python" -m venv --clear .venv; then
        echo "$python cannot make a virtual environment: on Debian and Ubuntu, apt-get install python3-venv" >&2
        exit 1
    fi
fi

.venv/bin/python -m pip install --disable-pip-version-check -e ".[dev]"
