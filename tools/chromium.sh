#!/bin/sh
# Make sure there is a Chromium for the browser tests: the system's, else Debian's, else Playwright's.
set -eu
cd "$(dirname "$0")/.."

found() {
    .venv/bin/python -m bench._browser >/dev/null 2>&1
}

# Chromium without a window, where Debian has it: it draws with half the processor time.
shell=chromium-headless-shell

if [ -z "${CI:-}" ] || command -v $shell >/dev/null; then
    if found; then exit 0; fi
fi

deps=
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update || true
    for browser in $shell chromium; do
        if apt-get install -y --no-install-recommends $browser fonts-dejavu-core; then
            if found; then exit 0; fi
        fi
    done
    deps=--with-deps
fi
if found; then exit 0; fi
.venv/bin/python -m playwright install $deps chromium || true
# Says what to do if there is none still.
.venv/bin/python -m bench._browser >/dev/null
