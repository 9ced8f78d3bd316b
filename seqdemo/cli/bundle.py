"""`seqdemo bundle`: app and wheels, for computers without network."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import distributions
from pathlib import Path
from typing import Annotated

import typer

from seqdemo.cli.options import sentences
from seqdemo.cli.run import PACKAGE

Target = Annotated[
    Path, typer.Argument(help="Folder to make, or a file that ends in .tar for one archive.")
]
Wheel = Annotated[
    Path | None,
    typer.Option(help="Wheel of the app, as `make dist` makes it; else built from the checkout."),
]

README = """\
seqdemo for a computer without a network: {system}, Python {python}.

In this folder, where seqdemo-app is the folder to install it into:

    {command} -m venv seqdemo-app
    {pip} install --no-index --find-links wheels {name}

Start it:

    {seqdemo} run
"""


def command(target: Target, wheel: Wheel = None) -> None:
    """Put the app and all it needs into one folder or archive, to install without a network."""
    with sentences():
        if target.exists():
            raise FileExistsError(f"{target} is there already")
        if wheel is not None and not wheel.is_file():
            raise FileNotFoundError(f"--wheel {wheel} is not a file")
        target.parent.mkdir(parents=True, exist_ok=True)
        # Made aside and then moved: what is there is whole.
        with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=".new-") as aside:
            folder = Path(aside) / target.stem
            fill(folder, wheel)
            if target.suffix == ".tar":
                made = shutil.make_archive(str(folder), "tar", aside, folder.name)
                folder = Path(made)
            folder.rename(target)
        print(f"{target}: {_megabytes(target):,.0f} MB. README.txt in it says how to install it.")


def fill(folder: Path, wheel: Path | None) -> None:
    """Make a folder with wheels, and a text that says how to install them.

    pip finds the wheels as it is set up to; versions are those that are installed here.

    Args:
        folder: Made anew.
        wheel: Of the app; built from the checkout unless given.

    Raises:
        FileNotFoundError: If neither wheel nor checkout is there.
        RuntimeError: If pip is missing, or cannot get all.
    """
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    if wheel is None:
        _pip("wheel", "--no-deps", "--wheel-dir", wheels, checkout())
    else:
        shutil.copy2(wheel, wheels)
    (app,) = wheels.iterdir()
    with tempfile.TemporaryDirectory() as aside:
        pins = Path(aside) / "constraints.txt"
        pins.write_text(pinned(), "utf-8")
        _pip("download", "--only-binary", ":all:", "--constraint", pins, "--dest", wheels, app)
    (folder / "README.txt").write_text(readme(app.name.partition("-")[0]), "utf-8")


def checkout() -> Path:
    """Top folder of the checkout that this is run from.

    Raises:
        FileNotFoundError: If it is run from an installed wheel.
    """
    top = PACKAGE.parent
    if not (top / "pyproject.toml").is_file():
        raise FileNotFoundError(
            "the app's wheel is not here: name it by --wheel, or run this in a checkout"
        )
    return top


def pinned() -> str:
    """Constraints for pip: what is installed here, a line each.

    A version such as 2.14.1+cpu may come from elsewhere than where pip looks: it is left open.
    """
    found = {one.name: one.version for one in distributions() if one.name}
    return "".join(f"{name}=={version}\n" for name, version in found.items() if "+" not in version)


def readme(name: str) -> str:
    """The two lines that install it, as this machine's shell wants them."""
    windows = sys.platform == "win32"
    programs = "seqdemo-app\\Scripts\\" if windows else "seqdemo-app/bin/"
    return README.format(
        name=name,
        system=f"{platform.system()} {platform.machine()}",
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        command="py" if windows else "python3",
        pip=f"{programs}pip",
        seqdemo=f"{programs}seqdemo",
    )


def _pip(*words: str | Path) -> None:
    quiet = ("--quiet", "--disable-pip-version-check")
    run = [sys.executable, "-m", "pip", words[0], *quiet, *words[1:]]
    done = subprocess.run(run, stderr=subprocess.PIPE, text=True, env=os.environ, check=False)
    if done.returncode:
        raise RuntimeError(f"pip {words[0]} failed: {done.stderr.strip()}")


def _megabytes(target: Path) -> float:
    files = [target] if target.is_file() else target.rglob("*")
    return sum(file.stat().st_size for file in files) / 1e6
