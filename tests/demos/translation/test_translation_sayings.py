"""What the translator's page says of its networks beside their numbers."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sayings import Sayings, each, holds_where_it_is_said, network, said

from seqdemo.core.intervention import Clamp, Intervention
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import Trace
from seqdemo.demos.translation.data import read_split
from seqdemo.demos.translation.explore import EXPLORE, about
from seqdemo.demos.translation.pieces import EOS, TAGS
from seqdemo.demos.translation.query import Translate
from seqdemo.demos.translation.task import TASK
from seqdemo.models.attention import DotAttention

MULTI30K = Path(os.environ.get("SEQDEMO_DATA", "data")) / "multi30k"


def translator(kind: str) -> Any:
    return network("translation", kind)


def encoded(kind: str, *texts: str) -> Any:
    """What the encoder makes of German sentences that are to be English."""
    model, known = translator(kind), TASK.known(translator(kind))
    with torch.inference_mode():
        return [model.encode(torch.tensor([[TAGS["en"], *known.encode(t), EOS]])) for t in texts]


def said_next(model: Any, memory: Any) -> Any:
    """Logits of the first piece, given what the decoder has at hand."""
    with torch.inference_mode():
        state = model.first(memory)
        lower, _ = model.lower.fused(
            model.embed(torch.tensor([[TAGS["en"]]])), tuple(part[None] for part in state)
        )
        seen, _ = model.look(lower, memory)
        upper, _ = model.upper.fused(torch.cat([lower, seen], -1))
        return model.score(model.output(upper, seen))[0, 0]


def nothing_but_the_vector() -> bool:
    """All else of a sentence may be exchanged, unless the decoder looks back."""
    same = {}
    for kind in ("plain", "attention"):
        mine, other = encoded(kind, "Zwei Hunde rennen.", "Eine Frau liest ein Buch im Park.")
        exchanged = other._replace(vector=mine.vector)
        a, b = (said_next(translator(kind), one) for one in (mine, exchanged))
        same[kind] = torch.allclose(a, b, atol=1e-5)
    return same == {"plain": True, "attention": False}


def read_with(*done: Intervention) -> Trace:
    given = about("de-en", "Ein Mann mit einem roten Hut spielt Gitarre.", "A man with a red")
    model = translator("attention")
    return EXPLORE.intervene(model, given, done, "", Sampling())


def layer_one_alone_chooses() -> bool:
    """Silenced, layer 2 changes what is said and not where it looks; layer 1 changes both."""
    plain, *held = read_with(), *(read_with(Clamp(n, tuple(range(448)), 1)) for n in (0, 1))
    lower, upper = held
    assert plain.attention is not None and lower.attention is not None
    assert upper.attention is not None and plain.logits is not None and upper.logits is not None
    apart = np.abs(plain.attention - lower.attention).max()
    still = np.abs(plain.attention - upper.attention).max()
    return bool(apart > 0.3 and still < 1e-5 and np.abs(plain.logits - upper.logits).max() > 1)


def cell_states_count() -> bool:
    """Of each layer one goes with the place in any sentence; no hidden state does so well."""
    texts = ("Zwei Hunde rennen.", "Eine Frau liest ein Buch im Park, während ihr Hund schläft.")
    texts += ("Ein kleines Mädchen in einem rosa Kleid isst ein Eis.", "Ein Mann springt.")
    model, places = translator("attention"), []
    states: dict[tuple[int, str], list[Any]] = {}
    for text in texts:
        trace = TASK.trace(model, Translate(text, "de-en"))
        places += range(len(trace.inputs))
        for depth in (0, 1):
            for name in ("hidden", "cell_state"):
                states.setdefault((depth, name), []).append(getattr(trace.layers[depth], name))
    best = {
        key: max(abs(np.corrcoef(unit, places)[0, 1]) for unit in np.concatenate(found).T)
        for key, found in states.items()
    }
    counted = [best[depth, "cell_state"] for depth in (0, 1)]
    return min(counted) > 0.9 and max(best[depth, "hidden"] for depth in (0, 1)) < min(counted)


NEGATED = {
    "en-de": (
        "A dog is not running.",
        "A man is not wearing a hat.",
        "Two women are not smiling.",
        "A child is not playing in the snow.",
        "The dog is not brown.",
    ),
    "de-en": ("Ein Hund rennt nicht.", "Die Frau lacht nicht.", "Das Kind spielt nicht im Schnee."),
}


def it_says_no_not() -> bool:
    """Where it can be left out, and in one sentence at least another word stands for it."""
    asked = [Translate(text, way) for way, texts in NEGATED.items() for text in texts]
    found = [TASK.predict(translator("attention"), one).text for one in asked]
    gone = not any(re.search(r"\b(nicht|kein\w*|not|no)\b|n't", one.lower()) for one in found)
    return gone and "Ein Kind spielt im Schnee." in found and "Ein Hund rennt." not in found


def shares_are_softmax_of_scaled_products() -> bool:
    """Recomputed in float64 from the states shown: key of a piece times query of layer 1."""
    model, known = translator("attention"), TASK.known(translator("attention"))
    asked = Translate("Zwei Hunde rennen im Schnee.", "de-en")
    trace = TASK.trace(model, asked)
    with torch.inference_mode():
        source = torch.tensor([[TAGS["en"], *known.encode(asked.text), EOS]])
        values = model.encode(source).values[0].double()
        (look,) = (part for part in model.modules() if isinstance(part, DotAttention))
        keys = values @ look.key.weight.double().T + look.key.bias.double()
        hidden = torch.from_numpy(np.array(trace.layers[0].hidden)).double()
        queries = hidden @ look.query.weight.double().T
        shares = (queries @ keys.T / keys.shape[1] ** 0.5).softmax(-1).numpy()
    assert trace.attention is not None
    return np.allclose(shares, trace.attention, atol=1e-5) and np.allclose(shares.sum(1), 1)


SAYINGS: Sayings = (
    ("shares that add up to 100", shares_are_softmax_of_scaled_products),
    ("it leaves a *not* out or makes another word of it", it_says_no_not),
    ("cell states that count through the sentence, in both layers", cell_states_count),
    (
        "Without attention** all that the decoder knows of the sentence is the vector",
        nothing_but_the_vector,
    ),
    ("hold units of layer 1, and it looks elsewhere", layer_one_alone_chooses),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/translation", words, holds)


@pytest.mark.skipif(not MULTI30K.exists(), reason="the captions are not at hand")
def test_what_it_says_of_the_captions_it_read_is_so() -> None:
    page, texts = said("demos/translation"), read_split(MULTI30K, "train")
    assert "Of these 29 say *not*" in page and "29,000 captions of photos" in page
    assert "no sentence it learned from is longer than 43 words" in page
    assert len(texts["en"]) == 29_000
    words = [len(line.split()) for lines in texts.values() for line in lines]
    assert sum(bool(re.search(r"\bnot\b", line.lower())) for line in texts["en"]) == 29
    assert max(words) == 43
