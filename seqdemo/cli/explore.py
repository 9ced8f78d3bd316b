"""`seqdemo explore FILE`: open a trace file in the app."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from seqdemo.cli.options import sentences
from seqdemo.cli.run import Address, Browser, Port, become_streamlit
from seqdemo.core.given_trace import VARIABLE
from seqdemo.core.trace_file import load_trace

File = Annotated[Path, typer.Argument(help="An .npz that seqdemo.save_trace wrote.")]


def command(
    file: File, port: Port = 8501, address: Address = "localhost", browser: Browser = True
) -> None:
    """Open a trace file in the hidden-state explorer."""
    with sentences():
        trace = load_trace(file)
        if not trace.layers:
            raise ValueError(f"{file.name} holds no recurrent layer: there is no state to explore")
    # The server is told here, once; no link and no visitor can name a file of this machine.
    os.environ[VARIABLE] = str(file.resolve())
    url = f"http://{address}:{port}/explorer?from=file"
    print(f"{file.name}: steps {len(trace):,}, layers {len(trace.layers)}. Open {url}", flush=True)
    if browser and sys.stdout.isatty():
        subprocess.Popen([sys.executable, "-m", "seqdemo.cli.browser", url])
    become_streamlit(port, address, browser=False)
