#!/bin/sh
# Print the Python to make .venv with: the one that PYTHON names, else the first here that is new
# enough, has venv and was built with profile-guided optimisation, else the first new enough.
#
# Without that, as pyenv compiles it unless told otherwise, Python is slower by a fifth, and a server
# that is nearly full by more: 60 pupils who draw on two cores waited up to 0.5 s instead of 0.2 s
# for 95 of 100 answers.
set -eu

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Distributions' own, under /usr, are optimised, though not all say so.
optimised() {
    "$1" -c '
import ensurepip, sys, sysconfig, venv
built = sysconfig.get_config_var("CONFIG_ARGS") or ""
sys.exit("--enable-optimizations" not in built and sys.base_prefix != "/usr")' 2>/dev/null
}

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3 /usr/local/bin/python3 /usr/bin/python3 python3.13 python3.12 python3.11
fi
for wanted in optimised new_enough; do
    for python in "$@"; do
        if new_enough "$python" && $wanted "$python"; then
            echo "$python"
            exit
        fi
    done
done
echo "seqdemo needs Python 3.11 or newer: install one, or name one as in: make PYTHON=/path/to/python3.12 test" >&2
exit 1
