"""`seqdemo explore FILE`: open a trace file in the app."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from seqdemo.cli.options import sentences
from seqdemo.cli.place import Place, check_free
from seqdemo.cli.run import Address, BasePath, Browser, Port, become_streamlit, warn
from seqdemo.core.given_trace import VARIABLE
from seqdemo.core.trace_file import load_trace

File = Annotated[Path, typer.Argument(help="An .npz that seqdemo.save_trace wrote.")]


def command(
    file: File,
    port: Port = 8501,
    address: Address = "localhost",
    browser: Browser = True,
    base_path: BasePath = "",
) -> None:
    """Open a trace file in the hidden-state explorer."""
    with sentences():
        place = Place(port, address, base_path)
        trace = load_trace(file)
        if not trace.layers:
            raise ValueError(f"{file.name} holds no recurrent layer: there is no state to explore")
        check_free(place)  # or the address that is printed would be another server's
    # The server is told here, once; no link and no visitor can name a file of this machine.
    os.environ[VARIABLE] = str(file.resolve())
    url = f"{place.url}explorer?from=file"
    print(f"{file.name}: steps {len(trace):,}, layers {len(trace.layers)}. Open {url}", flush=True)
    if browser and sys.stdout.isatty():
        subprocess.Popen([sys.executable, "-m", "seqdemo.cli.browser", url])
    warn(place)
    become_streamlit(place, browser=False)
