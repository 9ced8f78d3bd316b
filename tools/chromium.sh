#!/bin/sh
# Make sure there is a Chromium for the browser tests: the system's, else Debian's, else Playwright's.
set -eu
cd "$(dirname "$0")/.."

found() {
    .venv/bin/python -m bench._browser >/dev/null 2>&1
}

if found; then exit 0; fi

deps=
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core; then
        if found; then exit 0; fi
    fi
    deps=--with-deps
fi
.venv/bin/python -m playwright install $deps chromium || true
# Says what to do if there is none still.
.venv/bin/python -m bench._browser >/dev/null
