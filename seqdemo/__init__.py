"""seqdemo: recurrent networks you can watch think.

`seqdemo.demo` gives a demo of the app: its trained networks, what they answer and every step of it.
`seqdemo.record` sees through a network of your own; `seqdemo.save_trace` and `seqdemo.load_trace`
keep what either did, a `seqdemo.Trace`. PyTorch is imported when it is first needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seqdemo.core.trace import Trace
    from seqdemo.core.trace_file import load_trace, save_trace
    from seqdemo.live.explore import explore
    from seqdemo.models.record import record
    from seqdemo.tasks.registry import get_task as demo

__version__ = "0.2.0"
__all__ = ["Trace", "demo", "explore", "load_trace", "record", "save_trace"]
_HOMES = {
    "Trace": ("core.trace", "Trace"),
    "demo": ("tasks.registry", "get_task"),
    "explore": ("live.explore", "explore"),
    "load_trace": ("core.trace_file", "load_trace"),
    "record": ("models.record", "record"),
    "save_trace": ("core.trace_file", "save_trace"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'seqdemo' has no attribute {name!r}")
    module, inside = _HOMES[name]
    return getattr(import_module(f"seqdemo.{module}"), inside)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
