#!/bin/sh
# Install the lowest versions that pyproject.toml allows into .venv/lowest, and run the unit tests.
# ARGS goes on to pytest.
set -eu
cd "$(dirname "$0")/.."

here=.venv/lowest
if ! [ -x $here/bin/uv ]; then
    "${PYTHON:-.venv/bin/python}" -m venv --clear $here
    $here/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.8"
fi
# What the packages need in turn may be new; so are the tests' own tools, which some of the extra `dev`
# are.
$here/bin/uv pip install --quiet --python $here/bin/python --resolution lowest-direct \
    -r pyproject.toml --extra postgresql
$here/bin/uv pip freeze --quiet --exclude-editable --python $here/bin/python >$here/pinned.txt
$here/bin/uv pip install --quiet --python $here/bin/python --constraint $here/pinned.txt \
    import-linter playwright psutil pypdf pytest pytest-rerunfailures pytest-timeout pytest-xdist \
    scikit-learn
$here/bin/uv pip install --quiet --python $here/bin/python --no-deps -e .
exec $here/bin/python -m pytest -n "${WORKERS:-2}" --dist loadscope -m "not page and not e2e" "$@"
