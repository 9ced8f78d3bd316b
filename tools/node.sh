#!/bin/sh
# Run an npm script of package.json, such as lint or test, where there is a Node.js of 20 or newer.
# Elsewhere say so and go on: neither the app nor its installation needs it. In CI it must run.
set -eu
cd "$(dirname "$0")/.."

skip() {
    echo "$1" >&2
    if [ -n "${CI:-}" ]; then exit 1; fi
    exit 0
}

if ! node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null; then
    skip "The components' JavaScript is not checked: that needs Node.js 20 or newer."
fi
if [ ! node_modules/.installed -nt package.json ]; then
    npm install --no-package-lock --no-audit --no-fund --loglevel=error ||
        skip "The components' JavaScript is not checked: npm could not install what package.json names."
    touch node_modules/.installed
fi
npm run --silent "$1"
