"""Switch "more inside": a first visit is shown what happens, no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import streamlit as st

from seqdemo.app import keys
from seqdemo.app.by_history import is_by_history
from seqdemo.app.lessons.link import LESSON
from seqdemo.app.page_state import INSIDE, PageState

_KEY = "seqdemo-inside"
_PICTURE = (
    ':is([data-testid="stElementContainer"], [data-testid="stLayoutWrapper"]):has(.stBidiComponent)'
)
_IN = keys.selector(keys.CONTROLS, keys.CONTROLS_OF_SHOWN)
_CONTROLS = f'[data-testid="stLayoutWrapper"]:has(> {_IN})'
_WITH_PICTURE = f'[data-testid="stLayoutWrapper"]:has(> {keys.selector(keys.CONTROLS)})'
_FIRST = keys.selector(*map(keys.first, get_args(keys.First)))
_SEVERAL = keys.selector(keys.first("several"))
_ROW = keys.selector(*map(keys.tools, get_args(keys.Row)))
_TOOLS = f"{_ROW}:has({_FIRST})"
_BLOCK, _WRAPPER = '[data-testid="stVerticalBlock"]', '[data-testid="stLayoutWrapper"]'
STYLE = f"""
[data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-inside) {{
  position: absolute; top: .3rem; right: 14.6rem; width: auto; height: auto; z-index: 999991;
  padding-block: calc(.2rem + 15px - .75rem); /* in the middle of the buttons beside it */
}}
.st-key-seqdemo-bar {{ flex-direction: row; }}
.st-key-seqdemo-bar > * {{ width: auto !important; flex: none; }}
@media (max-width: 640px) {{
  [data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-inside) {{
    right: 13.4rem; margin-right: 0; padding-right: 0;
  }}
  .st-key-seqdemo-inside [data-testid="stTooltipIcon"] {{ display: none; }}
  .st-key-seqdemo-sides [data-testid="stColumn"]:has(.stBidiComponent) {{
    order: -1;
  }}
  {_CONTROLS} {{ order: 1; }}
  {_CONTROLS} ~ * {{ order: 2; }}
  {_WITH_PICTURE} ~ {_PICTURE} {{ order: 0; }}
  {_WITH_PICTURE} ~ {_PICTURE} ~ * {{ order: 2; }}
  :is(
    {_CONTROLS}, {_IN}, {_IN} > *, {_ROW}
  ):has({_FIRST}) {{ display: contents; }}
  :is({_IN}:has({_FIRST}), {_TOOLS}) > * {{ order: 1; flex: none; }}
  {_TOOLS} > :has(> {_FIRST}) {{ order: 0; width: max-content; max-width: 100%; }}
  {_TOOLS} > :has(> .stBidiComponent) {{ order: 0; }} /* photos to choose from */
  :is(
    {_WRAPPER}:has(> {_BLOCK} > {_WRAPPER} > .st-key-seqdemo-shown),
    {_BLOCK}:has(> {_WRAPPER} > .st-key-seqdemo-shown)
  ) {{ display: contents; }}
  {_BLOCK}:has(> {_WRAPPER} > .st-key-seqdemo-shown) > * {{ order: 2; }}
  {_BLOCK} > {_WRAPPER}:has(> .st-key-seqdemo-shown) {{ order: 0; }}
  .st-key-seqdemo-shown > :not(:last-child) {{ order: 1; }}
}}
/* Of several first controls each is in the row for itself where the row is above the picture. */
@media (min-width: 641px) {{ {_SEVERAL}, {_WRAPPER}:has(> {_SEVERAL}) {{ display: contents; }} }}
/* Narrower than this, the switch would lie on the button that opens the menu. */
@media (max-width: 384px) {{
  .st-key-seqdemo-bar > :last-child {{ display: none; }}
  [data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-inside) {{ right: 8rem; }}
}}
"""
"""Of the switch; and on a phone the picture stands before the controls but the first of them."""

_HELP = "Equations, gates, other networks, units one by one: what is behind the picture"


def switch(state: PageState, *, arrived: bool) -> Callable[[], None]:
    """Say what is hidden, before the page is drawn; returns what draws the switch in its place.

    Nothing is drawn where a page has nothing behind it. Components hide what has the class `inside`
    where `--simple` is `none`.

    Args:
        state: The page's table, which says what stands behind the switch.
        arrived: Whether the visitor was elsewhere before.
    """
    # Gone back to, an address says how the page was left; the switch may have been moved since.
    gone_back = is_by_history() and INSIDE in st.session_state and LESSON not in st.query_params
    state.open_inside(arrived=arrived and not gone_back)
    if not state.inside:
        return lambda: None
    on = bool(st.session_state.setdefault(INSIDE, False))
    # Of one key for all pages Streamlit would bring back what another page's switch said, as soon
    # as a run ends, if that page was left a moment ago.
    key = f"{INSIDE}.{state.page}"
    place = st.container(key=_KEY)
    place.html(f"<style>:root {{ --simple: {'none' if state.simple else 'initial'}; }}</style>")

    def moved() -> None:
        st.session_state[INSIDE] = st.session_state[key]

    def draw() -> None:
        if st.context.is_embedded:
            return
        if st.session_state.get(key) != on:
            st.session_state[key] = on
        place.toggle("More inside", key=key, on_change=moved, help=_HELP)

    return draw
