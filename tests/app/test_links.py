"""Every link that was ever shown opens the same view: README, docs, and the links of all tests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import streamlit as st

from seqdemo.app.page_state import INSIDE, PageState
from seqdemo.demos.captioner.page.state import STATE as CAPTIONER
from seqdemo.demos.digit_reader.page.state import STATE as DIGIT_READER
from seqdemo.demos.explorer.page.state import STATE as EXPLORER
from seqdemo.demos.films.page.state import STATE as FILMS
from seqdemo.demos.sentiment.page.state import STATE as SENTIMENT
from seqdemo.demos.shakespeare.page.state import STATE as SHAKESPEARE
from seqdemo.demos.shapes.page.state import STATE as SHAPES
from seqdemo.demos.sketch.examples import BODY
from seqdemo.demos.sketch.page.state import STATE as SKETCH
from seqdemo.demos.sketch.strokes import encode as encode_sketch
from seqdemo.demos.sketch.strokes import write_line
from seqdemo.demos.translation.page.state import STATE as TRANSLATION
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.demos.word_reader.page.state import STATE as WORD_READER
from seqdemo.handwriting.grids import BLANK, encode

ROOT = Path(__file__).resolve().parents[2]
SHAPED = (DIGIT_READER, FILMS, SHAPES)
PAGES = (CAPTIONER, EXPLORER, SENTIMENT, SHAKESPEARE, SKETCH, TRANSLATION, WORD_READER, *SHAPED)
TABLES = {table.page: table for table in PAGES}

LINKS: list[tuple[str, str, dict[str, Any]]] = [
    # Read a word. Links of earlier releases say everything, also what is as at first.
    ("word_reader", "", {}),
    (
        "word_reader",
        f"cell=gru&order=similarity&w={encode(AIDS)}&step=2&unit=17",
        {"order": "similarity", "drawing": AIDS, "step": 1, "unit": 17},
    ),
    (
        "word_reader",
        f"cell=lstm&order=alike&pin={encode(SAID)}&w={encode(AIDS)}",
        {"cell": "lstm", "pinned": SAID, "drawing": AIDS},
    ),
    ("word_reader", f"w={encode((BLANK, BLANK))}", {"drawing": (BLANK, BLANK)}),
    ("word_reader", "order=peak", {"order": "peak"}),
    ("word_reader", "cell=lstm&step=3", {"cell": "lstm", "step": 2}),
    ("word_reader", "order=index&cell=rnn", {"order": "index", "cell": "rnn"}),
    ("word_reader", "step=1", {"step": 0}),
    ("word_reader", "step=99", {}),
    ("word_reader", f"step=99999999999999999999&w={encode(AIDS)}", {"drawing": AIDS}),
    ("word_reader", "cell=cnn&order=none&step=-3&unit=x", {}),
    ("word_reader", "guess=1&lock=guess&veil=reading", {"guess": True}),
    # Feel the mood.
    ("sentiment", "guess=1&veil=mood", {"guess": True}),
    (
        "sentiment",
        "cell=rnn&text=not+bad&other=bad&word=2&instead=good&step=1&unit=7",
        {
            "cell": "rnn",
            "text": "not bad",
            "second": "bad",
            "word": 1,
            "instead": "good",
            "step": 0,
            "unit": 7,
        },
    ),
    ("sentiment", "cell=cnn&step=0&word=201&unit=-1", {}),
    # Draw together.
    (
        "sketch",
        f"net=quickdraw_mini&thing=dog&mode=beside&t=0.6&seed=7&w={encode_sketch(BODY * 2)}",
        {
            "network": "quickdraw_mini",
            "thing": "dog",
            "mode": "beside",
            "temperature": 0.6,
            "seed": 7,
            "drawing": tuple(write_line(line) for line in BODY * 2),
        },
    ),
    ("sketch", "mode=morph&v=&ending=3&step=9", {"mode": "morph", "ending": 3, "step": 9}),
    ("sketch", "w=C&v=%F0%9F%90%91&t=9&thing=unicorn&ending=11", {}),
    # Caption a photo.
    (
        "captioner",
        "photo=coffee&pre=two.dogs&at=1&gate=output&over=grid",
        {
            "photo": "coffee",
            "prefix": ("two", "dogs"),
            "at": 0,
            "gate": "output",
            "over": "grid",
        },
    ),
    (
        "captioner",
        "photo=photographer&m=beam&net=attention&k=3&lp=0.7&at=5&unit=3",
        {"at": 4, "unit": 3},
    ),
    ("captioner", "photo=own", {"photo": "own"}),
    ("captioner", "photo=cat", {"photo": "cat"}),
    ("captioner", "k=5&lp=1.2", {"width": 5, "penalty": 1.2}),
    ("captioner", "photo=rocket&m=greedy", {"photo": "rocket", "method": "greedy"}),
    ("captioner", "photo=rocket&k=10&lp=1", {"photo": "rocket", "width": 10, "penalty": 1.0}),
    (
        "captioner",
        "photo=rocket&m=chance&t=0&seed=3",
        {"photo": "rocket", "method": "chance", "temperature": 0.0, "seed": 3},
    ),
    (
        "captioner",
        "net=both&photo=cat&say=a.dog",
        {"view": "both", "photo": "cat", "said": ("a", "dog")},
    ),
    (
        "captioner",
        "net=plain&over=none&at=3&unit=17",
        {"view": "plain", "over": "none", "at": 2, "unit": 17},
    ),
    ("captioner", "photo=nobody&k=99&lp=-1&m=magic&net=transformer", {}),
    ("captioner", "pre=%3Cstart%3E.%3Cunknown%3E&say=&at=0&unit=-5&gate=__class__", {}),
    # Translate a sentence.
    (
        "translation",
        "text=Zwei+Hunde.&way=de-en&net=plain&k=3&lp=0.6&reward=0.2&reading=0.35",
        {
            "text": "Zwei Hunde.",
            "way": "de-en",
            "network": "plain",
            "width": 3,
            "penalty": 0.6,
            "reward": 0.2,
            "reading": 0.35,
        },
    ),
    (
        "translation",
        "pre=100.200&pin=3-2&at=3&layer=1&unit=17",
        {"prefix": (100, 200), "pinned": (2, 1), "at": 2, "layer": 0, "unit": 17},
    ),
    ("translation", "say=100.200.300", {"said": (100, 200, 300)}),
    ("translation", "way=en-it&net=transformer&k=99&pre=0.1&say=2&pin=0-1&at=0", {}),
    # Write Shakespeare.
    ("shakespeare", "n=40&seed=5", {"length": 40, "seed": 5}),
    ("shakespeare", "n=260&seed=5&t=1", {"length": 260, "seed": 5, "temperature": 1.0}),
    ("shakespeare", "p=&n=60&seed=5", {"prompt": "", "length": 60, "seed": 5}),
    (
        "shakespeare",
        "p=JULIET%3A%0A&cell=gru&t=0.5&k=10&top=0.9&seed=42&n=30&ch=4-81.20-10",
        {
            "prompt": "JULIET:\n",
            "cell": "gru",
            "temperature": 0.5,
            "top_k": 10,
            "top_p": 0.9,
            "seed": 42,
            "length": 30,
            "changes": ((4, "Q"), (20, "\n")),
        },
    ),
    (
        "shakespeare",
        "p=ROMEO%3A%0A&cell=lstm&t=0.8&k=0&top=1.0&seed=1&n=240&at=12&unit=17&layer=1&colour=unit",
        {"at": 12, "unit": 17, "depth": 0, "colour": "unit"},
    ),
    (
        "shakespeare",
        "do=compare&p=ROMEO%3A%0A&cell2=gru&t2=1.5",
        {"mode": "compare", "other_cell": "gru", "other_temperature": 1.5},
    ),
    (
        "shakespeare",
        "do=score&s=A+horse%21&cell=gru&at=3",
        {"mode": "score", "scored": "A horse!", "cell": "gru", "at": 3},
    ),
    (
        "shakespeare",
        "do=learn&stage=5+passes&cell=rnn",
        {"mode": "learn", "stage": "5 passes", "cell": "rnn"},
    ),
    ("shakespeare", "ch=12-81.x.5-.-5-65", {"changes": ((12, "Q"),)}),
    ("shakespeare", "t=2.1&k=66&top=0&seed=1000000&n=2001&cell=transformer&ch=5-&colour=x", {}),
    # Explore hidden states; how the input itself is read is in the tests of its page.
    (
        "explorer",
        "cell=gru&layer=1&text=To+be%2C+or+not&at=4&unit=7&order=peak",
        {"network": "gru", "layer": 1, "at": 4, "unit": 7, "order": "peak"},
    ),
    (
        "explorer",
        "from=word_reader&cell=gru&view=reach&do=b%403%3D1&donor=aid",
        {
            "source": "word_reader",
            "network": "gru",
            "view": "reach",
            "reach": "b@3=1",
            "donor": "aid",
        },
    ),
    (
        "explorer",
        "from=shakespeare&cell=lstm&view=match&span=10-11&on=0.3&around=0",
        {"network": "lstm", "view": "match", "span": (10, 11), "around": False},
    ),
    (
        "explorer",
        "view=gradient&at=20&window=5&target=a&dim=3&corpus=text",
        {
            "view": "gradient",
            "at": 20,
            "window": 5,
            "target": "a",
            "dimensions": 3,
            "corpus": "text",
        },
    ),
    (
        "explorer",
        "view=cause&outcome=mood_known&search=mood_known.2",
        {"view": "cause", "outcome": "mood_known", "search": "mood_known.2"},
    ),
    ("explorer", "from=live1", {}),  # only beside that network
    ("explorer", "from=file&show=update", {"source": "file", "shown": "update"}),
    ("explorer", "from=nowhere&view=__class__&at=-1&unit=1e9&layer=99&span=9-1&dim=9", {}),
    (
        "explorer",
        "view=meaning&property=newline&hide=view",
        {"view": "meaning", "property": "newline"},
    ),
    # What a lesson or a teacher may add to any of them.
    ("shakespeare", "t=0.2&hide=temperature.seed", {"temperature": 0.2}),
    ("shakespeare", "t=0.2&lock=temperature.cell", {"temperature": 0.2}),
    ("word_reader", "veil=comparison.others&hide=presets", {}),
    ("captioner", "veil=confidence&lock=method", {}),
]
"""Page, query of the address, and what differs from a first visit."""

ANY_TEXT = {
    "instead",
    "other",
    "outcome",
    "p",
    "s",
    "show",
    "stage",
    "text",
    "one_to_many",
    "many_to_one",
    "many_to_many",
} | {choice.link for choice in EXPLORER.choices.values() if choice.default in ("", "own", "alike")}
"""Names of query parameters for which any text makes sense: it is tried where it is used."""

SHOWN = re.compile(r"/(word_reader|captioner|shakespeare|explorer|translation)/?\?([^\s)\"'`>]+)")


class Address:
    """The query of the address, as `st.query_params` gives it."""

    def __init__(self, link: dict[str, str]) -> None:
        self.link = link

    def to_dict(self) -> dict[str, str]:
        return self.link


@pytest.fixture
def open_link(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Open a page's table by a link, as a new visitor."""

    def opened(page: str, query: str | dict[str, str]) -> PageState:
        link = dict(parse_qsl(query, keep_blank_values=True)) if isinstance(query, str) else query
        monkeypatch.setattr(st, "session_state", {})
        monkeypatch.setattr(st, "query_params", Address(link))
        TABLES[page].open_inside(arrived=True)
        TABLES[page].open(arrived=True)
        return TABLES[page]

    return opened


def values(table: PageState) -> dict[str, Any]:
    return {name: table[name] for name in table.choices}


@pytest.mark.parametrize(("page", "query", "differs"), LINKS, ids=lambda part: str(part)[:40])
def test_a_link_opens_the_view_it_always_did_and_is_written_again(
    open_link: Any, page: str, query: str, differs: dict[str, Any]
) -> None:
    table = open_link(page, query)
    expected = {name: choice.default for name, choice in table.choices.items()} | differs
    assert values(table) == expected
    rules = table.rules
    again = open_link(page, table.link())
    assert values(again) == expected and again.rules == rules


@pytest.mark.parametrize(
    ("page", "query", "on"),
    [
        ("word_reader", f"w={encode(AIDS)}&step=2", False),
        ("word_reader", "order=peak", True),
        ("word_reader", "unit=3", True),
        ("word_reader", "veil=comparison", False),
        ("word_reader", "veil=comparison.others&hide=presets", True),
        ("sentiment", "text=not+bad", False),
        ("sentiment", "hide=networks", True),
        ("captioner", "photo=cat&over=grid", False),
        ("captioner", "gate=output", True),
        ("captioner", "k=5&lp=1.2", True),
        ("sketch", "mode=morph", False),
        ("sketch", "seed=7", True),
        ("shakespeare", "t=0.2", False),
        ("shakespeare", "n=40&seed=5", True),
        ("shakespeare", "n=40&seed=5&inside=0", False),
        ("shakespeare", "t=0.2&inside=1", True),
        ("shakespeare", "seed=none", False),
        ("explorer", "unit=7&order=peak", False),
    ],
)
def test_a_link_that_names_what_is_inside_opens_with_it_and_says_so(
    open_link: Any, page: str, query: str, on: bool
) -> None:
    table = open_link(page, query)
    assert bool(st.session_state.get(INSIDE)) == on
    assert table.simple == (bool(table.inside) and not on)
    before, link = values(table), table.link()
    st.session_state[INSIDE] = not on  # elsewhere, and this page is gone back to
    table.open_inside(arrived=True)
    assert st.session_state[INSIDE] == (link.get("inside") == "1" or not on)
    again = open_link(page, link)
    assert values(again) == before and again.simple == table.simple


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))], ids=str)
def test_every_link_in_the_documents_is_on_the_list(path: Path) -> None:
    known = {(page, query) for page, query, _ in LINKS}
    for page, query in SHOWN.findall(path.read_text("utf-8")):
        assert (page, query) in known


@pytest.mark.parametrize("page", TABLES)
def test_the_document_on_links_names_what_a_page_hides_locks_and_veils(page: str) -> None:
    rows = (ROOT / "docs" / "links.md").read_text("utf-8").splitlines()
    (row,) = (row for row in rows if row.startswith(f"| `/{page}` |"))
    controls, parts, answers = (set(re.findall(r"`(\w+)`", cell)) for cell in row.split("|")[2:5])
    allowed = TABLES[page].allowed
    assert allowed == {"hide": controls | parts, "lock": controls, "veil": answers}


@pytest.mark.parametrize("page", TABLES)
def test_no_value_of_a_link_raises_or_counts_if_it_makes_no_sense(
    open_link: Any, page: str
) -> None:
    hostile = [
        "",
        "nan",
        "-inf",
        "9" * 5_000,
        "²",
        "<b>",
        "__class__.",
        "\x00",
        "\ud800",
        "." * 5_000,
    ]
    names = set(TABLES[page].names) - ANY_TEXT
    for value in hostile:
        table = open_link(page, dict.fromkeys(names, value))
        assert table.link() == {}, value
