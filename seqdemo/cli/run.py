"""`seqdemo run`: start the app's server."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from seqdemo.cli.options import errors, sentences
from seqdemo.cli.place import Place, check_free

PACKAGE = Path(__file__).resolve().parents[1]


def app_folder() -> Path:
    """Where app.py stands: inside the package in a wheel, beside it in a checkout."""
    installed = PACKAGE / "_app"
    return installed if installed.is_dir() else PACKAGE.parent


Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]
Address = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 opens it to all.")]
Browser = Annotated[bool, typer.Option(help="Open the app in a browser.")]
Processes = Annotated[
    int, typer.Option(help="Server processes; more than one need HAProxy.", min=1, max=64)
]
BasePath = Annotated[
    str,
    typer.Option(help="Path below which the app stands, such as /rnn.", envvar="SEQDEMO_BASE_PATH"),
]
EmbedFrom = Annotated[
    list[str] | None,
    typer.Option(help="Site whose pages may show the app in a frame; needs TLS and HAProxy."),
]


def command(
    port: Port = 8501,
    address: Address = "localhost",
    browser: Browser = True,
    processes: Processes = 1,
    base_path: BasePath = "",
    embed_from: EmbedFrom = None,
) -> None:
    """Start the app in the browser."""
    with sentences():
        place = Place(port, address, base_path)
        if embed_from and processes == 1:
            raise ValueError("--embed-from needs --processes 2 or more: HAProxy keeps its rule")
        check_free(place)
        warn(place)
        browser = browser and sys.stdout.isatty()
        if processes == 1:
            become_streamlit(place, browser=browser)
        else:
            from seqdemo.cli.processes import serve

            serve(place, processes, browser=browser, embed_from=embed_from or ())


def warn(place: Place) -> None:
    """Say on standard error what is open to others, if others can reach the place."""
    if text := place.warning():
        errors.print(text, soft_wrap=True, markup=False, highlight=False)


def become_streamlit(place: Place, *, browser: bool) -> None:
    """Replace this process by the app's server."""
    # Streamlit reads .streamlit/config.toml from the working directory.
    os.chdir(app_folder())
    share_cores()
    # exec: signals and the exit code are Streamlit's own.
    os.execv(sys.executable, streamlit_command(place, browser=browser))


def streamlit_command(place: Place, *, browser: bool = False) -> list[str]:
    """Words that start the app's server; its working directory is `app_folder`."""
    options = {
        "server.port": place.port,
        "server.address": place.address,
        "server.headless": "false" if browser else "true",
        "server.baseUrlPath": place.base_path,
        "browser.serverAddress": place.host,
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", "app.py", *flags]


def share_cores() -> None:
    """Let NumPy of servers to come use one thread: many visitors share the cores."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
