"""Write HAProxy's configuration into deploy/, as `seqdemo run --processes` would write it.

`python -m tools.deploy` rewrites both places; `tests/test_deploy.py` holds them true.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from seqdemo.cli.haproxy import Replicas, haproxy_config

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
PORT = 8501
BIND = f"0.0.0.0:{PORT}"

_HEAD = "# Written by python -m tools.deploy.\n"
_IN_MANIFEST = re.compile(r"(?<=  haproxy\.cfg: \|\n).*?(?=---\n)", re.DOTALL)


def documents() -> dict[Path, str]:
    """Path -> text of every file with a configuration, as it should be."""
    manifest = DEPLOY / "kubernetes.yaml"
    # HAProxy looks names up as they are: in a cluster a name needs all its parts.
    inside = _HEAD + haproxy_config(BIND, Replicas(f"app.seqdemo.svc.cluster.local:{PORT}"))
    indented = textwrap.indent(inside, "    ")
    return {
        DEPLOY / "haproxy.cfg": _HEAD + haproxy_config(BIND, Replicas(f"app:{PORT}")),
        manifest: _IN_MANIFEST.sub(lambda _: indented, manifest.read_text("utf-8"), count=1),
    }


def main() -> None:
    """Rewrite the files."""
    for path, text in documents().items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
