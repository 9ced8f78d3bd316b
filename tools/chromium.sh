#!/bin/sh
# Make sure there is a Chromium for the browser tests: Debian's without a window, else the system's,
# else Debian's with one, else Playwright's.
set -eu
cd "$(dirname "$0")/.."

found() {
    .venv/bin/python -m bench._browser >/dev/null 2>&1
}

# Chromium without a window draws with two thirds of the processor time, so it is installed beside
# another: in CI whatever it takes, elsewhere if Debian's lists name it.
shell=chromium-headless-shell
able=
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then able=yes; fi

wanted() {
    if [ -n "${SEQDEMO_CHROMIUM:-}" ] || command -v $shell >/dev/null; then return 1; fi
    [ -n "${CI:-}" ] || { [ -n "$able" ] && apt-cache show $shell >/dev/null 2>&1; }
}

if ! wanted && found; then exit 0; fi

deps=
if [ -n "$able" ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update || true
    for browser in $shell chromium; do
        apt-get install -y --no-install-recommends $browser fonts-dejavu-core || true
        if found; then exit 0; fi
    done
    deps=--with-deps
fi
if found; then exit 0; fi
.venv/bin/python -m playwright install $deps chromium || true
# Says what to do if there is none still.
.venv/bin/python -m bench._browser >/dev/null
