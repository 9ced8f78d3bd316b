"""Choice of the corpus that is searched."""

from __future__ import annotations

import streamlit as st

from seqdemo.core.datasets import at_hand
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE
from seqdemo.tasks.protocols import CorpusAbout, HasCorpora

ITSELF = CorpusAbout(title="itself", words="the input itself", short="the input itself")
FILE_ITSELF = CorpusAbout(title="itself", words="the file itself", short="the file itself")


def corpus_kind(explored: Explored) -> str:
    """Name of the corpus that is searched: the one the visitor asks for, if it is there.

    "" for what has no corpus and is searched within itself.
    """
    if not isinstance(explored.side, HasCorpora):
        return ""
    corpora, wanted = explored.side.corpora, STATE["corpus"]
    return wanted if wanted in corpora and _is_there(corpora[wanted]) else next(iter(corpora))


def corpus_about(explored: Explored) -> CorpusAbout:
    """The corpus that is searched, in words."""
    if isinstance(explored.side, HasCorpora):
        return explored.side.corpora[corpus_kind(explored)]
    return ITSELF if explored.side else FILE_ITSELF


def corpus_words(explored: Explored) -> str:
    """What is searched, in words."""
    return corpus_about(explored).words


def measured_corpus(explored: Explored) -> tuple[str, CorpusAbout] | None:
    """Name and description of the corpus on which figures of every unit that ship were measured."""
    if not isinstance(explored.side, HasCorpora):
        return None
    return next(((n, one) for n, one in explored.side.corpora.items() if one.dataset), None)


def choose_corpus(explored: Explored) -> None:
    """The choice where there is one; else a sentence on how to get one."""
    # A container in every case: what stands below must keep its place.
    with st.container(horizontal=True, vertical_alignment="center"):
        if not isinstance(explored.side, HasCorpora) or len(explored.side.corpora) < 2:
            return
        corpora = explored.side.corpora
        missing = {name: one for name, one in corpora.items() if not _is_there(one)}
        if len(missing) < len(corpora) - 1:
            _choice({name: one for name, one in corpora.items() if name not in missing})
        elif STATE["corpus"] in missing:
            _not_there(missing[STATE["corpus"]], next(iter(corpora.values())))
        else:
            _offer(next(iter(missing.values())), next(iter(corpora.values())))


def _is_there(about: CorpusAbout) -> bool:
    """Whether what a corpus is made of is on this machine, whole."""
    return about.dataset is None or at_hand(about.dataset) is not None


def _not_there(asked: CorpusAbout, own: CorpusAbout) -> None:
    st.info(
        f"This link asks for {asked.title}, which is not on this machine. Below stands "
        f"{own.short}. Whoever runs this app can fetch it: {_fetch(asked)}."
    )


def _offer(missing: CorpusAbout, own: CorpusAbout) -> None:
    st.caption(
        f"Corpus: {own.words}. {missing.title[0].upper()}{missing.title[1:]} can be searched once "
        f"whoever runs this app has fetched it: {_fetch(missing)}."
    )


def _choice(corpora: dict[str, CorpusAbout]) -> None:
    if STATE["corpus"] not in corpora:
        STATE["corpus"] = next(iter(corpora))
    described = ", or ".join(one.words for one in corpora.values())
    st.caption("Corpus:", width="content")
    STATE.draw(
        st.segmented_control,
        "corpus",
        "Corpus",
        options=list(corpora),
        format_func=lambda name: corpora[name].title,
        label_visibility="collapsed",
        required=True,
        help=f"What is searched and measured below: {described}",
    )


def _fetch(about: CorpusAbout) -> str:
    assert about.dataset is not None, "only a data set can be missing"
    return f"`seqdemo fetch {about.dataset.name}`"
