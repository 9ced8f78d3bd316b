"""Libraries of the C sources, built ahead for lack of a compiler.

`python -m seqdemo.models.pen.prebuilt` writes one for each level of instructions beside them,
as a container's image is built on another processor than it runs on. The results are the same.
"""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "prebuilt"
"""Where they stand."""

SOURCE = Path(__file__).with_name("pen.c")

_WIDE = frozenset({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "avx512_vnni"})
_AVX2 = frozenset({"avx2", "bmi1", "bmi2", "f16c", "fma", "movbe"})


@dataclass(frozen=True)
class Level:
    """Instructions that a processor may have.

    Attributes:
        name: In the library's file name.
        flags: Of the compiler.
        needs: Names in /proc/cpuinfo.
    """

    name: str
    flags: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()


_LEVELS = {
    "x86_64": (
        Level(
            "vnni",
            ("-march=x86-64-v4", "-mavx512vnni", "-mprefer-vector-width=512"),
            _WIDE | _AVX2,
        ),
        Level("avx2", ("-march=x86-64-v3",), _AVX2),
        Level("any"),
    ),
}


def levels(machine: str) -> tuple[Level, ...]:
    """Levels of a kind of machine, as `platform.machine` names it, best first."""
    return _LEVELS.get(machine, (Level("any"),))


def prebuilt(source: Path, processor: bytes) -> Path | None:
    """The best library of a source that a processor can run; None if none was built.

    Args:
        source: A .c file.
        processor: The line of its flags in /proc/cpuinfo.
    """
    has = set(processor.decode("ascii", "replace").split())
    able = (level for level in levels(platform.machine()) if level.needs <= has)
    files = (library_file(source, level) for level in able)
    return next((file for file in files if file.is_file()), None)


def library_file(source: Path, level: Level) -> Path:
    """Where the library of a source stands; another one for other sources or another machine."""
    digest = hashlib.sha256(platform.machine().encode())
    for path in (source, *sorted(source.parent.glob("*.h"))):
        digest.update(path.read_bytes())
    return FOLDER / f"{source.stem}-{digest.hexdigest()[:16]}-{level.name}.so"


def main() -> None:
    """Build all levels.

    Raises:
        RuntimeError: If there is no compiler.
        subprocess.SubprocessError: If it fails.
    """
    from seqdemo.models.pen.compiler import build

    FOLDER.mkdir(exist_ok=True)
    for level in levels(platform.machine()):
        target = library_file(SOURCE, level)
        build(SOURCE, level.flags, target)
        print(target)


if __name__ == "__main__":
    main()
