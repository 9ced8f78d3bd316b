"""`seqdemo run`: start the app, from a checkout or from an installed wheel."""

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


def command(
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = "localhost",
    browser: Annotated[bool, typer.Option(help="Open the app in a browser.")] = True,
) -> None:
    """Start the app in the browser."""
    folder = app_folder()
    # Streamlit reads .streamlit/config.toml from the working directory.
    os.chdir(folder)
    options = {
        "server.port": port,
        "server.address": address,
        "server.headless": "false" if browser and sys.stdout.isatty() else "true",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    # exec: signals and the exit code are Streamlit's own.
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", "app.py", *flags])
