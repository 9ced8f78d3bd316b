#!/bin/sh
# Make .venv and install the package into it, editable, with the tools of a developer.
set -eu
cd "$(dirname "$0")/.."

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if ! { [ -x .venv/bin/python ] && new_enough .venv/bin/python; }; then
    for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if new_enough "$python"; then break; fi
        python=
    done
    if [ -z "$python" ]; then
        echo "seqdemo needs Python 3.11 or newer: install one, or name one as in: make PYTHON=/path/to/python3.12 test" >&2
        exit 1
    fi
    if ! "$python" -m venv --clear .venv; then
        echo "$python cannot make a virtual environment: on Debian and Ubuntu, apt-get install python3-venv" >&2
        exit 1
    fi
fi

.venv/bin/python -m pip install --disable-pip-version-check -e ".[dev]"
