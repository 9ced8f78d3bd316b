"""Load balancing by HAProxy: its program and its configuration.

A visitor's session lives in the memory of one process, so all requests of one browser go to the
process that its cookie names. Where that process is gone, another answers and renames the cookie.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

COOKIE = "seqdemo_process"
"""Cookie that names the process of a visitor."""

INSTALL = (
    "several processes need HAProxy, which is not installed: on Debian and Ubuntu run "
    "apt-get install haproxy, on Fedora dnf install haproxy, on macOS brew install haproxy; "
    "one process needs nothing"
)

_ELSEWHERE = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")  # not in every user's PATH


class BalancerError(RuntimeError):
    """HAProxy is missing or does not take its configuration; the message says what to do."""


def find_haproxy() -> str:
    """Path of the program.

    Raises:
        BalancerError: If it is not installed.
    """
    folders = os.pathsep.join((os.environ.get("PATH", os.defpath), *_ELSEWHERE))
    found = shutil.which("haproxy", path=folders)
    if found is None:
        raise BalancerError(INSTALL)
    return found


def check_config(program: str, file: Path) -> None:
    """Let HAProxy check a configuration file.

    Raises:
        BalancerError: If it finds fault with it.
    """
    done = subprocess.run([program, "-c", "-f", file], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BalancerError(f"HAProxy does not take its configuration: {done.stderr.strip()}")


def haproxy_config(bind: str, servers: Sequence[str], base_path: str = "") -> str:
    """Configuration that spreads visitors over processes of the app.

    Args:
        bind: Where it listens, as HAProxy writes it, such as "127.0.0.1:8501".
        servers: Address and port of each process of the app.
        base_path: Path below which the app stands, without slashes at its ends.
    """
    root = f"/{base_path}" if base_path else ""
    parts = (_DEFAULTS, _frontend(bind, root), _backend(servers, root))
    return "\n".join(parts)


_DEFAULTS = """\
global
    maxconn 4096

defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
    timeout http-request 10s
    timeout check 10s
    timeout tunnel 1h
    # A process that is gone refuses connections: another one gets the visitor at once.
    option redispatch 1
    retries 3
    retry-on conn-failure empty-response
"""


def _frontend(bind: str, root: str) -> str:
    lines = [
        "frontend visitors",
        f"    bind {bind}",
        "    # A proxy on the same machine says where visitors come from; nobody else is believed.",
        "    http-request set-header X-Forwarded-For %[src] unless { src 127.0.0.0/8 ::1 }",
        "    default_backend app",
    ]
    if root:
        lines.insert(-1, f"    http-request redirect location {root}/ if {{ path / {root} }}")
    return "\n".join(lines) + "\n"


def _backend(servers: Sequence[str], root: str) -> str:
    lines = [
        "backend app",
        "    balance leastconn",
        f'    cookie {COOKIE} insert indirect nocache httponly attr "SameSite=Lax"',
        "    option httpchk",
        f"    http-check send meth GET uri {root}/_stcore/health",
        "    http-check expect status 200",
        "    # A process that computes may answer late: only one that is silent for long is left.",
        "    default-server check inter 2s fall 5 rise 1 on-marked-down shutdown-sessions",
    ]
    named = (f"    server app{k} {at} cookie app{k}" for k, at in enumerate(servers, start=1))
    return "\n".join((*lines, *named)) + "\n"
