"""Explore your own network in the app, from its own process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any
from urllib.parse import quote

from torch import nn

from seqdemo.core.trace_arrays import LOSS
from seqdemo.live.heads import Head
from seqdemo.live.server import AppServer, app_server
from seqdemo.live.sides import side_of
from seqdemo.live.snapshot import Told
from seqdemo.models.recording import Labels
from seqdemo.tasks.live import begin_live, end_live, live_networks

LONGEST_NAME, MOST_PORT = 40, 65_535
_NUMBERS = count(1)


class Exploration:
    """A network of yours that the app shows.

    Attributes:
        url: Where to open it.
        lacks: What the page cannot do with this network and why, "" for nothing.
    """

    def __init__(self, server: AppServer, source: str, lacks: str) -> None:
        self._server, self._source, self.lacks = server, source, lacks
        self.url = f"{server.url}/explorer?from={quote(source)}"

    def wait(self) -> None:
        """Keep a script alive until Ctrl+C, and then stop."""
        try:
            self._server.join()
        except KeyboardInterrupt:
            self.stop()

    def stop(self) -> None:
        """Stop showing it; with the last network the server ends."""
        end_live(self._source)
        if not live_networks():
            self._server.stop()

    def __repr__(self) -> str:
        return f"Exploration({self.url!r})"


def explore(
    model: nn.Module | Mapping[str, nn.Module],
    x: Any,
    *,
    head: Head | None = None,
    labels: Labels | Callable[[str], Sequence[str]] | None = None,
    classes: Sequence[str] = (),
    encode: Callable[[str], Any] | None = None,
    layer: str = "",
    properties: Mapping[str, Any] | None = None,
    loss: Any = None,
    name: str = "my network",
    port: int | None = None,
) -> Exploration:
    """Explore a network of yours in the app: states, gates, gradients, interventions, patching.

    The app runs in a thread of this process and looks at copies, in float32 on the CPU; when
    weights have changed, the page shows the new ones at its next run.

    Args:
        model: What `seqdemo.record` takes; or name -> model for several that read the same.
        x: What the model is called with: a tensor, a tuple of arguments, or a dict of named ones.
            Each sequence of a batch can be chosen. With `encode`, a text.
        head: Makes logits (N, V) of the top layer's states (N, H): a part of the model, its name,
            or a function of model and states; else the linear layer that makes its output of them.
        labels: What was read at each step, T; a list of such of a batch; with `encode`, a function
            of the text.
        classes: Names of the V logits; else numbers.
        encode: Makes `x` of a text that is typed; if its steps are classes, the network writes on.
        layer: Name of the part to record, if the model holds several recurrent layers.
        properties: Name -> a number a step, (T,) or (B, T): the page tells which units say so.
        loss: The loss of each step, (T,) or (B, T): the page colours the text by it, too.
        name: What the page calls it.
        port: Where to listen on this machine; else 8501 or the next that is free.

    Returns:
        What has the address, and `stop`.

    Raises:
        TypeError: If the model is no module of PyTorch.
        ValueError: If the network cannot be recorded, or the parts do not fit together.
        OSError: If the port is taken.
    """
    said = dict(properties or {}) | ({} if loss is None else {LOSS: loss})
    told = Told(x, head, labels, tuple(map(str, classes)), encode, layer, said)
    return _shown(_named(model, name), told, port)


def _named(model: nn.Module | Mapping[str, nn.Module], name: str) -> dict[str, nn.Module]:
    """The networks under the names that the page shows, which it cuts."""
    models = {name: model} if isinstance(model, nn.Module) else model
    if not isinstance(models, Mapping) or not all(
        isinstance(one, nn.Module) for one in models.values()
    ):
        raise TypeError(f"explore takes a torch.nn.Module or name -> module, and not {model!r:.80}")
    if not models:
        raise ValueError("there is no model")
    short = {str(one)[:LONGEST_NAME]: net for one, net in models.items()}
    if len(short) < len(models):
        raise ValueError(f"names of models must differ in their first {LONGEST_NAME} letters")
    return short


def _shown(models: dict[str, nn.Module], told: Told, port: int | None) -> Exploration:
    if port is not None and not 0 <= port <= MOST_PORT:
        raise ValueError(f"a port is a number up to {MOST_PORT:,}, and not {port}")
    if told.encode is not None and not isinstance(told.x, str):
        raise ValueError("with encode, x is the text that is read first")
    side, lacks = side_of(models, told)
    server, source = app_server(port), f"live{next(_NUMBERS)}"
    for older in list(live_networks()):
        end_live(older)
    begin_live(source, side)
    shown = Exploration(server, source, lacks)
    names, steps = ", ".join(models), len(side.first.trace)
    print(f"{names}: steps {steps:,}, layers {side.layers}. Open {shown.url}", flush=True)
    if lacks:
        print(f"States only, no gradients or interventions: {lacks}.", flush=True)
    return shown
