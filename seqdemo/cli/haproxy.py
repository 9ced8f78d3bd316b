"""Load balancing by HAProxy: its program and its configuration.

A visitor's session lives in the memory of one process, so all requests of one browser go to the
process that its cookie names. Where that process is gone, another answers and renames the cookie.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from seqdemo.cli.headers import security_headers

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


@dataclass(frozen=True)
class Replicas:
    """Processes of the app that share one name, such as containers: DNS says where they are.

    Attributes:
        name: Host name and port.
        most: How many there may be.
    """

    name: str
    most: int = 16


def haproxy_config(
    bind: str,
    servers: Sequence[str] | Replicas,
    base_path: str = "",
    embed_from: Sequence[str] = (),
) -> str:
    """Configuration that spreads visitors over processes of the app.

    Args:
        bind: Where it listens, as HAProxy writes it, such as "127.0.0.1:8501".
        servers: Address and port of each process of the app, or the name that they share.
        base_path: Path below which the app stands, without slashes at its ends.
        embed_from: Origins whose pages may show the app in a frame; that needs TLS in front.

    Raises:
        ValueError: If one of `embed_from` is no origin.
    """
    root = f"/{base_path}" if base_path else ""
    backend = _backend(root, named=isinstance(servers, Replicas), framed=bool(embed_from))
    parts = [_DEFAULTS, _frontend(bind, root, embed_from), backend + _servers(servers)]
    if isinstance(servers, Replicas):
        parts.insert(1, _RESOLVERS)
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


_RESOLVERS = """\
resolvers names
    parse-resolv-conf
    accepted_payload_size 8192
    hold valid 5s
"""


def _frontend(bind: str, root: str, embed_from: Sequence[str]) -> str:
    lines = [
        "frontend visitors",
        f"    bind {bind}",
        "    # A proxy on the same machine says where visitors come from; nobody else is believed.",
        "    http-request set-header X-Forwarded-For %[src] unless { src 127.0.0.0/8 ::1 }",
    ]
    if root:
        lines.append(f"    http-request redirect location {root}/ if {{ path / {root} }}")
    headers = security_headers(embed_from).items()
    lines += [f'    http-after-response set-header {name} "{value}"' for name, value in headers]
    return "\n".join((*lines, "    default_backend app")) + "\n"


def _backend(root: str, *, named: bool, framed: bool) -> str:
    # Browsers keep cookies of a framed page only if they are sent over TLS and kept by frame.
    kept = 'secure attr "SameSite=None" attr Partitioned' if framed else 'attr "SameSite=Lax"'
    lines = [
        "backend app",
        "    balance leastconn",
        f"    cookie {COOKIE} insert indirect nocache httponly {kept}{' dynamic' * named}",
        "    option httpchk",
        f"    http-check send meth GET uri {root}/_stcore/health",
        "    http-check expect status 200",
        "    # A process that computes may answer late: only one that is silent for long is left.",
        "    default-server check inter 2s fall 5 rise 1 on-marked-down shutdown-sessions",
    ]
    return "\n".join(lines) + "\n"


def _servers(servers: Sequence[str] | Replicas) -> str:
    if isinstance(servers, Replicas):
        found = "resolvers names resolve-prefer ipv4 init-addr none"
        template = f"    server-template app {servers.most} {servers.name} {found}"
        return f"    dynamic-cookie-key {COOKIE}\n{template}\n"
    named = (f"    server app{k} {at} cookie app{k}" for k, at in enumerate(servers, start=1))
    return "\n".join(named) + "\n"
