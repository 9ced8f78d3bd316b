"""What the captioner's page says of its networks beside their numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.demos.captioner.data import pixels
from seqdemo.demos.captioner.description import describe, look, read
from seqdemo.demos.captioner.looking import most_looked_at, paint
from seqdemo.demos.captioner.photo import open_photo, squashed
from seqdemo.demos.captioner.query import Describe
from seqdemo.demos.captioner.regions import REGIONS
from seqdemo.demos.captioner.samples import SAMPLES, sample
from seqdemo.demos.captioner.task import TASK
from seqdemo.demos.captioner.words import BOS

MAN = ("a", "man", "in", "a", "hat", "is", "standing", "on", "a", "camera")
RIDER = ("a", "man", "is", "riding", "a", "motorcycle", "on", "a", "motorcycle")
CAT = ("a", "little", "dog", "is", "playing", "with", "a", "ball", "in", "its", "mouth")
SOMEBODY = {"man", "woman", "boy", "girl", "child", "person", "people", "dog", "dogs", "men"}


def captioner(kind: str = "attention") -> Any:
    return network("captioner", kind)


@cache
def regions(photo: str, kind: str = "attention") -> Any:
    with torch.inference_mode():
        return look(captioner(kind), open_photo(sample(photo)))


@cache
def caption(photo: str) -> tuple[str, ...]:
    model = captioner()
    found = describe(model, TASK.known(model), regions(photo), Describe(b""))
    return found.words


def chances(photo: str, words: tuple[str, ...], at: int, painted: Sequence[Sequence[int]]) -> Any:
    """Probability of the word at a place with each of some sets of regions painted over."""
    model, seen = captioner(), pixels(squashed(open_photo(sample(photo))))
    known = TASK.known(model)
    number = known.encode((words[at],)).item()
    with torch.inference_mode():
        encoded = [model.encoder(paint(seen, some)[None])[0] for some in painted]  # in the cache
        logits = [read(model, known, one, words[:at]).logits for one in encoded]
    return [
        float(torch.from_numpy(one[-1]).softmax(-1)[number]) for one in logits if one is not None
    ]


def looked_at(photo: str, words: tuple[str, ...], at: int) -> tuple[int, ...]:
    attention = read(captioner(), TASK.known(captioner()), regions(photo), words).attention
    assert attention is not None
    return most_looked_at(attention[at])


def what_stays_may_need_another_part() -> bool:
    """“man” stays where the look is painted over, and goes with all of the photo."""
    own = looked_at("photographer", MAN, 1)
    with_photo, without_look, blank = chances("photographer", MAN, 1, [(), own, range(REGIONS)])
    return without_look > 0.9 * with_photo and blank < 0.3 * with_photo


def what_falls_may_fall_under_any_paint() -> bool:
    """“motorcycle” falls where it was looked for, not elsewhere; “playing” under any paint."""
    rng, kept = np.random.default_rng(0), []
    for photo, words, at in (("motorcycle", RIDER, 5), ("cat", CAT, 4)):
        own = looked_at(photo, words, at)
        others = [n for n in range(REGIONS) if n not in own]
        elsewhere = [tuple(rng.choice(others, len(own), replace=False)) for _ in range(12)]
        found = chances(photo, words, at, [(), own, *elsewhere])
        kept += [found[1] / found[0], np.mean(found[2:]) / found[0]]
    return max(kept[0], kept[2], kept[3]) < 0.3 < 0.8 < kept[1]


def the_rest_is_in_its_state() -> bool:
    """Given the state of another photo it describes that one; no region is seen again."""
    decoder = captioner("plain").decoder
    with torch.inference_mode():
        (mine, begun), (_, other) = (
            decoder.remember(regions(one, "plain")[None], 1) for one in ("cat", "rocket")
        )
        wiped = mine._replace(values=torch.zeros_like(mine.values))
        bos = torch.tensor([[BOS]])
        steps = [
            decoder.step(bos, state, memory) for state, memory in ((begun, mine), (begun, wiped))
        ]
        moved = decoder.step(bos, other, mine)
    same, apart = (torch.allclose(steps[0].output, one.output) for one in (steps[1], moved))
    return steps[0].look is None and same and not apart


def with_attention_it_is_not() -> bool:
    """The same with the photo wiped away: what it says next is another thing."""
    decoder = captioner().decoder
    with torch.inference_mode():
        memory, state = decoder.remember(regions("cat")[None], 1)
        wiped = memory._replace(values=torch.zeros_like(memory.values))
        bos = torch.tensor([[BOS]])
        one, two = (decoder.step(bos, state, given) for given in (memory, wiped))
    return one.look is not None and not torch.allclose(one.output, two.output, atol=1e-2)


def sees_people_and_dogs_everywhere() -> bool:
    """Six photos show neither, or hardly; it names one in most all the same."""
    shows_none = {"coffee", "rocket", "cat", "grass", "galaxies", "motorcycle"} & set(SAMPLES)
    return sum(bool(SOMEBODY & {*caption(one)}) for one in shows_none) >= 4


def some_units_rise_or_fall_all_along() -> bool:
    """With the place in the sentence, over four photos; others with an article, at once."""
    states, places, articles = [], [], []
    for photo in ("photographer", "motorcycle", "cat", "coffee"):
        words = caption(photo)
        trace = read(captioner(), TASK.known(captioner()), regions(photo), words)
        states.append(trace.layers[0].hidden)
        places += range(len(trace.inputs))
        articles += [word in ("a", "an", "the") for word in trace.inputs]
    hidden = np.concatenate(states)
    best = [
        max(abs(np.corrcoef(unit, told)[0, 1]) for unit in hidden.T) for told in (places, articles)
    ]
    return best[0] > 0.8 and best[1] > 0.65


def with_a_look_at(photo: str, words: tuple[str, ...], at: int, other: str) -> list[float]:
    """Probability of the word at a place: as it was, and with that one look at another photo."""
    decoder, known = captioner().decoder, TASK.known(captioner())
    given = [BOS, *known.encode(words[: at + 1]).tolist()]
    with torch.inference_mode():
        mine, state = decoder.remember(regions(photo)[None], 1)
        its, _ = decoder.remember(regions(other)[None], 1)
        for number in given[:at]:
            state = decoder.step(torch.tensor([[number]]), state, mine).state
        outputs = [decoder.step(torch.tensor([[given[at]]]), state, one) for one in (mine, its)]
        scores = [decoder.score(one.output).flatten().softmax(-1) for one in outputs]
    return [float(one[given[at + 1]]) for one in scores]


def is_comes_with_any_look() -> bool:
    """And what is in the photo does not."""
    kept = []
    for photo in ("photographer", "motorcycle", "astronaut", "cat", "rocket", "grass"):
        words, other = caption(photo), "galaxies" if photo != "galaxies" else "cat"
        own, moved = with_a_look_at(photo, words, words.index("is"), other)
        kept.append(moved / own)
    seen, elsewhere = with_a_look_at("motorcycle", RIDER, 5, "galaxies")
    return min(kept) > 0.9 and elsewhere < 0.1 * seen


SAYINGS: Sayings = (
    ("A word such as *is* hardly depends on it: it comes as surely", is_comes_with_any_look),
    ("rise or fall through the whole sentence", some_units_rise_or_fall_all_along),
    ("and with attention through every look as well", with_attention_it_is_not),
    ("If it stays, that part was not needed", what_stays_may_need_another_part),
    ("or on a photo with no paint at all", what_falls_may_fall_under_any_paint),
    ("all it knows of the photo is in its state", the_rest_is_in_its_state),
    ("it looks at the photo anew before every word", with_attention_it_is_not),
    ("it sees those everywhere", sees_people_and_dogs_everywhere),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/captioner", words, holds)
