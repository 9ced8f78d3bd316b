"""seqdemo: recurrent networks you can watch think.

`seqdemo.record` sees through a network of your own, `seqdemo.save_trace` and `seqdemo.load_trace`
keep what it saw; PyTorch is imported when the first record is made.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seqdemo.core.trace import Trace
    from seqdemo.core.trace_file import load_trace, save_trace
    from seqdemo.models.record import record

__version__ = "0.1.0"
__all__ = ["Trace", "load_trace", "record", "save_trace"]
_HOMES = {
    "Trace": "core.trace",
    "load_trace": "core.trace_file",
    "record": "models.record",
    "save_trace": "core.trace_file",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'seqdemo' has no attribute {name!r}")
    return getattr(import_module(f"seqdemo.{_HOMES[name]}"), name)
