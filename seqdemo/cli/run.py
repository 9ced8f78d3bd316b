"""`seqdemo run`: start the app's server."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

PACKAGE = Path(__file__).resolve().parents[1]


def app_folder() -> Path:
    """Where app.py stands: inside the package in a wheel, beside it in a checkout."""
    installed = PACKAGE / "_app"
    return installed if installed.is_dir() else PACKAGE.parent


Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]
Address = Annotated[str, typer.Option(help="Address to listen on.")]
Browser = Annotated[bool, typer.Option(help="Open the app in a browser.")]


def command(port: Port = 8501, address: Address = "localhost", browser: Browser = True) -> None:
    """Start the app in the browser."""
    become_streamlit(port, address, browser=browser and sys.stdout.isatty())


def become_streamlit(port: int, address: str, *, browser: bool) -> None:
    """Replace this process by the app's server."""
    # Streamlit reads .streamlit/config.toml from the working directory.
    os.chdir(app_folder())
    options = {
        "server.port": port,
        "server.address": address,
        "server.headless": "false" if browser else "true",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    # Many visitors share the cores; NumPy's threads would only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # exec: signals and the exit code are Streamlit's own.
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", "app.py", *flags])
