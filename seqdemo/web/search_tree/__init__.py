"""Component: the tree of a beam search and its finished sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from seqdemo.core.ranking import Ranking
from seqdemo.core.search_tree import BeamResult, Fate, parents
from seqdemo.views.palette import DIVERGING
from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener

_mount = component("search_tree", Path(__file__).parent)


def search_tree(
    search: BeamResult,
    *,
    key: str,
    said: Sequence[str],
    name_of: Callable[[int], str],
    text_of: Callable[[Sequence[str]], str],
    ranking: Ranking,
    on_act: Listener,
    each: str = "word",
    follows: str | None = None,
) -> None:
    """Show what a search considered.

    Args:
        search: The search.
        key: Names the component in the session.
        said: Words of the sentence that is shown, as `name_of` names them.
        name_of: Name of a word by its number; "" for the end.
        text_of: The text of names.
        ranking: What the finished sentences are ordered by.
        on_act: Gets {"do": "branch" | "say", "words": [...]} when a beginning or a whole sentence
            is clicked.
        each: What one step adds, in a word.
        follows: Key of the `steps` that shows the sentence: its step is marked.
    """
    data = search_data(search, name_of, text_of) | shown_data(said, ranking, each, follows)
    _mount(key=key, data=data, listeners={"act": on_act})


def shown_data(
    said: Sequence[str], ranking: Ranking, each: str, follows: str | None
) -> dict[str, Any]:
    """What is shown of a search beside itself, as JSON-ready data; see `search_tree`."""
    return {
        "said": list(said),
        "formula": formula(ranking, each),
        "each": each,
        "follows": follows,
        "palette": DIVERGING,
    }


def search_data(
    search: BeamResult, name_of: Callable[[int], str], text_of: Callable[[Sequence[str]], str]
) -> dict[str, Any]:
    """A search as JSON-ready data.

    Returns:
        tree: Of each step, what was considered, best first: `word` ("" for the end), `parent` its
            place in the step before or None, `p` the log-probability so far in nats, and `fate`
            "kept", "finished" or "dropped".
        sentences: The finished ones, best first: `words`, `text`, `p` in nats, `back` the
            source given it in nats or None, `score`.
    """
    steps = zip(search.tree, parents(search.tree), strict=True)
    return {
        "tree": [
            [
                {
                    "word": name_of(node.word),
                    "parent": parent,
                    "p": node.log_probability,
                    "fate": Fate(node.fate).name.lower(),
                }
                for node, parent in zip(considered, places, strict=True)
            ]
            for considered, places in steps
        ],
        "sentences": [
            {
                "words": [name_of(word) for word in found.words],
                "text": text_of([name_of(word) for word in found.words]),
                "p": found.log_probability,
                "back": found.read_back,
                "score": found.score,
            }
            for found in search.sentences
        ],
    }


def formula(ranking: Ranking, each: str = "word") -> str:
    """What a score is made of, in words.

    Args:
        ranking: What makes it.
        each: What one step adds, in a word.
    """
    own = "log-probability"
    if ranking.length_penalty:
        own += f" / length^{ranking.length_penalty:.1f}, its end counted"
    if ranking.length_reward:
        own += f" + {ranking.length_reward:g} nats for each {each} and the end"
    if ranking.read_back:
        own += f" + {ranking.read_back:g} × log-probability of the source, read back"
    return own
