"""Film watchers in the explorer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seqdemo.demos.films.examples import first, ready, shipped
from seqdemo.demos.films.kinds import FILMS
from seqdemo.demos.films.query import Watch, decode
from seqdemo.handwriting.grids import encode
from seqdemo.tasks.protocols import Explorable

if TYPE_CHECKING:
    from seqdemo.core.trace import Trace


class ExploreFilms(Explorable):
    """Watchers of films; an input is a film as a link holds it, or the name of a kind."""

    title = "film watcher"
    networks: Mapping[str, str] = {"gru": "GRU"}
    network = "gru"
    order = 60
    step = "frame"
    example = encode(first())
    other = "moves left"
    empty = f"There is no film to watch: type one of {', '.join(FILMS)}."
    hints: Mapping[str, str] = {
        "states": "units that rise at the second frame: they have seen which way it goes.",
        "path": "films of a ball that goes left and one that goes right part at the second frame.",
    }

    def read(self, model: Any, given: str) -> Trace:
        """Trace of a film."""
        from seqdemo.demos.films.task import TASK

        return TASK.trace(model, Watch(decode(given)))

    def readable(self, typed: str) -> str:
        """The film of a link, or a ready film of a named kind."""
        named = typed.strip().lower()
        if named in FILMS:
            return encode(ready(named))
        try:
            decode(typed.strip())
        except ValueError:
            return ""
        return typed.strip()

    def shipped(self, network: str, given: str) -> Path | None:
        """The film of a first visit ships with its trace."""
        return shipped(network, decode(given))

    def up_to(self, given: str, trace: Trace, step: int) -> str:
        """The film up to a frame."""
        return encode(decode(given)[: step + 1])


EXPLORE = ExploreFilms()
