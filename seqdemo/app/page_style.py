"""Style of a page's frame: on screen, on paper, in another page."""

from __future__ import annotations

from seqdemo.app.segments import STYLE as SEGMENTS
from seqdemo.views.palette import DARK, LIGHT

_STYLE = """
:root { --seqdemo-gap: .8rem; }
.block-container { padding: 1.6rem 2.2rem 3rem; max-width: 2100px; }
[data-testid="stHeader"] { background: transparent; height: 2.2rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-bar) {
  height: 0; min-height: 0; margin-bottom: calc(-1 * var(--seqdemo-gap));
}
.st-key-seqdemo-bar {
  position: absolute; top: .3rem; right: 3.2rem; width: auto; z-index: 999991;
  padding: .2rem .4rem; background: PAPER; border-radius: 999px;
}
[data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-inside) {
  padding: 0 .5rem; margin-right: -.5rem; background: PAPER; border-radius: 999px;
}
:is([data-testid="stExpandSidebarButton"], [data-testid="stMainMenu"]) {
  background: PAPER; border-radius: 999px; /* nothing is read through them */
}
h1 { padding: 0 0 .35rem !important; font-size: 2rem !important; letter-spacing: -.01em; }
/* Streamlit's own sign is a background a shade darker, which no projector shows. */
:is([data-testid="stPageLink"] a:focus-visible,
  [data-testid="stCheckbox"] label:has(input:focus-visible)) {
  outline: 2px solid INK; outline-offset: 2px; border-radius: 999px;
}
/* 24 px for a finger; the icon in the middle is Streamlit's. */
[data-testid="stTooltipIcon"] button[aria-label^="Help"]:has(> svg:only-child) {
  width: 24px; height: 24px; margin: -4px; padding: 4px; flex: none;
}
[data-testid="stTextArea"] [data-testid="stTooltipIcon"] button { /* it scrolls what sticks out */
  margin: -4px 0 -4px -8px !important; padding: 4px 0 4px 8px !important;
}
[data-testid="stMain"] { scroll-padding: 3rem 0 5.5rem; }
[data-testid="stMain"] h2 { font-size: 1.75rem !important; }
[data-testid="stCaptionContainer"] { color: SOFT !important; opacity: 1; }
[data-testid="stSidebarContent"] > div, [data-testid="stSidebarUserContent"] {
  padding: .4rem .8rem 2rem !important;
}
[data-testid="stSidebarContent"] { padding: 0 !important; }
[data-testid="stSidebar"] [data-testid="stElementContainer"]:has([data-testid="stPageLink"]) {
  margin-block: 0 !important;
}
[data-testid="stSidebar"] [data-testid="stPageLink"] a { /* 24 px for a finger, 20 in a window */
  min-height: 1.5rem; margin: 0; padding-block: .16rem;
}
[data-testid="stSidebarContent"] > [data-testid="stSidebarHeader"] {
  height: 2.4rem; padding: .4rem .8rem 0 !important; margin-bottom: .3rem;
}
[data-testid="stSidebar"]:focus-within [data-testid="stSidebarCollapseButton"] {
  visibility: visible !important;
}
@media (hover: none) {
  [data-testid="stSidebarCollapseButton"] { visibility: visible !important; }
  [data-testid="stSidebar"] [data-testid="stPageLink"] a { min-height: 1.9rem; }
}
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: 0; }
[data-testid="stSidebar"] [data-testid="stElementContainer"]:has(
  [data-testid="stCaptionContainer"]) { margin-top: .35rem; }
[data-testid="stSidebar"] [data-testid="stCaptionContainer"] p { line-height: 1.25; }
[data-testid="stSidebar"] [data-testid="stPageLink"] p { white-space: normal; line-height: 1.25; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: var(--seqdemo-gap); }
[data-testid="stMain"] [data-testid="stHorizontalBlock"]:has(
  > [data-testid="stElementContainer"] > [data-testid="stButton"]) { gap: .5rem .7rem; }
[data-testid="stMain"] [data-testid="stPageLink"] a { position: relative; left: -.5rem; }
[data-testid="stLayoutWrapper"]:has(> :is(.st-key-seqdemo-address, .st-key-seqdemo-ahead)),
[class*="st-key-seqdemo-kept"] { display: none; }
[data-testid="stElementContainer"][data-stale="true"]:has(> .stBidiComponent) {
  opacity: 1; transition: none;
}
:is([data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"]):has(table) {
  overflow-x: auto;
}
[data-testid="stElementContainer"]:has(> [data-testid="stTextArea"]) {
  min-width: min(13.5rem, 100%);
}
textarea { unicode-bidi: plaintext; }
:is([class*="st-key-seqdemo-controls"], .st-key-seqdemo-row) { min-height: 2.5rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-seqdemo-controls-of-shown):not(
  :has([data-testid="stElementContainer"])) { display: none; } /* a link hides all of them */
[class*="st-key-seqdemo-line"] { min-height: 4.25rem; } /* of a line with its label */
.st-key-seqdemo-note { min-height: 1.4rem; margin: -.4rem 0; }
/* What stands below it does not jump. Streamlit's own style has those of what is cached so. */
[data-testid="stElementContainer"]:has(> .stSpinner:not(.stCacheSpinner)) {
  height: 0; min-height: 0; margin-bottom: calc(-1 * var(--seqdemo-gap)); overflow: visible;
  position: relative; z-index: 6;
}
.stSpinner:not(.stCacheSpinner) {
  width: max-content; padding: .5rem 1rem; margin: .5rem; border-radius: 10px;
  background: PAPER; box-shadow: 0 4px 18px rgb(0 0 0 / .2);
}
[data-testid="stMarkdownContainer"] :is(th, td) { padding: .45rem .55rem; }
[class*="st-key-seqdemo-tables"] > * > * > .stColumn { min-width: min(27.5rem, 100%); }
[class*="st-key-seqdemo-boxes"] > * > * > .stColumn { min-width: min(18.5rem, 100%); }
[class*="st-key-seqdemo-choices"] > * > * > .stColumn { min-width: min(12.5rem, 100%); }
.st-key-seqdemo-sides [data-testid="stPopover"] button * {
  white-space: normal; overflow: visible;
}
@media (min-width: 641px) { /* the title goes round what stands in the page's upper corners */
  [data-testid="stMain"] h1::before { content: ""; float: right; width: 12rem; height: 1rem; }
  [data-testid="stMain"]:has(.st-key-seqdemo-inside) h1::before { width: 22.4rem; }
  [data-testid="stApp"]:has([data-testid="stExpandSidebarButton"]) h1 { text-indent: 1.2rem; }
  h1 [data-testid="stHeaderActionElements"] { position: absolute; } /* in no line of its own */
}
@media (min-width: 1700px) {
  html { font-size: 20px; }
  [data-testid="stSidebar"][data-collapsed="false"] { min-width: 280px; }
}
@media (max-width: 640px) {
  [data-testid="stSidebar"] { z-index: 999995 !important; } /* over the buttons of the page */
  .block-container { padding: 3rem .8rem 2rem; }
  h1 { font-size: 1.6rem !important; }
  [data-testid="stMain"] [data-testid="stPageLink"] p { white-space: normal; }
  [class*="st-key-seqdemo-tools"] { gap: .5rem; }
  [class*="st-key-seqdemo-tools"] [data-testid="stPopover"] button { padding-inline: .5rem; }
  [class*="st-key-seqdemo-tools"] [data-testid="stPopover"] p { font-size: .84rem; }
  [data-testid="stMarkdownContainer"] :is(th, td) { font-size: .8rem; padding: .25rem .35rem; }
  .stHorizontalBlock:has(> [data-testid="stElementContainer"] > .stDownloadButton) {
    gap: .5rem; justify-content: flex-start;
  }
  [data-testid="stElementContainer"]:has([data-testid="stCaptionContainer"]):has(
    ~ * > [data-testid="stDownloadButton"]) { flex-basis: 100%; }
  [data-testid="stElementContainer"]:has(> [data-testid="stTextInput"]):has(
    ~ * > [data-testid="stButton"]) { flex: 1 1 100%; }
}
@media (min-width: 641px) { /* what a column holds alone is read whole: columns go round it */
  [data-testid="stColumn"]:has(> [data-testid="stVerticalBlock"] > :only-child >
    :is([data-testid="stButton"], [data-testid="stCheckbox"])) { min-width: max-content; }
}
@media (max-height: 860px) {
  [data-testid="stSidebarContent"] > [data-testid="stSidebarHeader"] { /* beside the name */
    margin-bottom: -2.3rem; position: relative; z-index: 1;
  }
  [data-testid="stSidebarContent"] > [data-testid="stSidebarUserContent"] {
    padding-bottom: 0 !important;
  }
  [data-testid="stSidebar"] [data-testid="stPageLink"] p { font-size: .82rem; line-height: 1.15; }
  [data-testid="stSidebar"] [data-testid="stCaptionContainer"] p { font-size: .75rem; }
  [data-testid="stSidebar"] [data-testid="stElementContainer"]:has(
    [data-testid="stCaptionContainer"]) { margin-top: .22rem; }
  .block-container { padding-top: .8rem; }
  h1 { font-size: 1.6rem !important; }
  :root { --seqdemo-gap: .6rem; }
}
@media (max-height: 860px) and (max-width: 640px) { .block-container { padding-top: 2.7rem; } }
button[kind^="primary"], button[kind^="primary"] p { color: PAPER; }
/* Streamlit's is of the text's colour, as in dark what it lies on is. */
[data-testid="stCheckbox"][data-selected="true"] label > span + div > :empty {
  background: PAPER;
}
"""
# A sheet to hand out: what was said and drawn, in light colours, and nothing to click.
_PAPER_STYLE = """
@media print {
  :is([data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
    [data-testid="stExpandSidebarButton"], [data-testid="stButton"], [data-testid="stPopover"],
    [data-testid="stDownloadButton"], [data-testid="stFileUploader"], [data-testid="stSlider"],
    [data-testid="stSelectbox"], [data-testid="stNumberInput"], [data-testid="stButtonGroup"],
    [data-testid="stCheckbox"], [data-testid="stTooltipIcon"], .st-key-seqdemo-bar) {
    display: none !important;
  }
  [data-testid="stHorizontalBlock"]:has(> * > :is([data-testid="stButton"],
    [data-testid="stDownloadButton"])) > *:has([data-testid="stCaptionContainer"]) {
    display: none !important; /* what stands before buttons that are not there */
  }
  /* Pictures are as wide as the paper there: side by side they would lie over one another. */
  [data-testid="stHorizontalBlock"]:has([data-testid="stColumn"] .stBidiComponent) {
    display: block !important;
  }
  [data-testid="stColumn"]:has(.stBidiComponent) { width: 100% !important; margin-bottom: 1rem; }
  :is(html, body, [data-testid="stApp"], [data-testid="stAppViewContainer"],
    [data-testid="stMain"]) {
    position: static !important; display: block !important; height: auto !important;
    overflow: visible !important; color-scheme: light !important; background: white !important;
  }
  .block-container { padding: 1.2rem 0 0 !important; max-width: none; }
  :is([data-testid="stTextInput"], [data-testid="stTextArea"]) div {
    background: transparent !important;
  }
  [data-testid="stApp"] :is(h1, h2, h3, p, li, td, th, label, summary, textarea, input) {
    color: ON_WHITE !important; background: transparent !important;
  }
  h1, h2, h3 { break-after: avoid; }
  [data-testid="stElementContainer"], [data-testid="stExpander"] { break-inside: avoid; }
}
@media print and (prefers-color-scheme: dark) {
  [data-testid="stPlotlyChart"] { filter: invert(1) hue-rotate(180deg); }
}
"""
# In another page, which has its own heading and menu; for those who listen the heading stays.
_EMBEDDED = """
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"], [data-testid="stHeader"] {
  display: none !important;
}
[data-testid="stElementContainer"]:has(h1) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
.block-container { padding: .8rem 1rem 1rem !important; }
"""


def _in_both(light: str, dark: str) -> str:
    """A colour of the light and of the dark theme: the browser's choice, also when it changes."""
    return f"light-dark({light}, {dark})"


_INK, _PAPER = _in_both(LIGHT.ink, DARK.ink), _in_both(LIGHT.paper, DARK.paper)
# Streamlit's own captions are ink at 60 %: 4.0 of the contrast of 4.5 that small type needs.
_SOFT = f"color-mix(in srgb, {_INK} 70%, {_PAPER})"
_COLOURS = {"ON_WHITE": LIGHT.ink, "INK": _INK, "PAPER": _PAPER, "SOFT": _SOFT}


def page_style(more: str = "", *, embedded: bool = False) -> str:
    """HTML style of a page: layout, colours of both themes, small windows, paper.

    Args:
        more: Rules of others.
        embedded: Whether the page stands in another one: no menu and no heading.
    """
    style = _STYLE + SEGMENTS + _PAPER_STYLE + (_EMBEDDED if embedded else "")
    for name, colour in _COLOURS.items():
        style = style.replace(name, colour)
    return f"<style>{style}{more}</style>"
