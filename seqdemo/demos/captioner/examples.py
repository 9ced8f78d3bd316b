"""The shipped example caption and its trace.

The trace and the search behind it ship; the photo comes with scikit-image.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from seqdemo.core.card_file import CheckpointError
from seqdemo.core.search_tree import BeamResult, as_json, from_json
from seqdemo.demos.captioner.query import Describe
from seqdemo.demos.captioner.samples import sample

PHOTO = "photographer"
"""The sample that greets a visitor."""

TRACE, SEARCH = "example.npz", "example.json"


def example() -> Describe | None:
    """What greets a visitor; None if its photo is not at hand."""
    photo = sample(PHOTO)
    return None if photo is None else Describe(photo)


def search_bytes(search: BeamResult) -> bytes:
    """The file `SEARCH`."""
    return (json.dumps(as_json(search)) + "\n").encode()


def load_search(file: Path) -> BeamResult:
    """The search that ships beside the example trace.

    Raises:
        CheckpointError: If the file is missing or damaged.
    """
    name = "/".join(file.parts[-4:])
    try:
        data: Any = json.loads(file.read_text("utf-8"))
        return from_json(data)
    except FileNotFoundError as error:
        raise CheckpointError(f"{name} is missing") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CheckpointError(f"{name} cannot be read: {error}") from error
