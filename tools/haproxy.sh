#!/bin/sh
# In CI, make sure that there is HAProxy; elsewhere tests of several processes say that they need it.
set -eu
if [ -z "${CI:-}" ] || [ -x /usr/sbin/haproxy ] || command -v haproxy >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends haproxy ||
        echo "HAProxy could not be installed: tests of several processes are skipped." >&2
fi
