#!/bin/sh
# Make sdist and wheel in dist/, check them, and say how large they are.
set -eu
cd "$(dirname "$0")/.."

limit=150 # megabytes, of a wheel
tools=.venv/dist
if ! [ -x $tools/bin/twine ]; then
    .venv/bin/python -m venv $tools
    $tools/bin/python -m pip install --quiet --disable-pip-version-check "build>=1.2" "twine>=6.1"
fi
rm -rf dist
$tools/bin/python -m build
$tools/bin/python -m twine check --strict dist/*
for wheel in dist/*.whl; do
    size=$(($(wc -c <"$wheel") / 1000000))
    echo "$wheel: $size MB"
    [ $size -lt $limit ] || { echo "a wheel may have $limit MB" >&2; exit 1; }
done
