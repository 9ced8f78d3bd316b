"""Component: presents a page, one picture over the whole screen."""

from __future__ import annotations

from pathlib import Path

from seqdemo.web.bridge import component

FOLDER = Path(__file__).parent
_mount = component("present", FOLDER)

STYLE = """
html[data-presenting] :is([data-testid="stSidebar"], [data-testid="stHeader"],
  [data-testid="stToolbar"], [data-testid="stExpandSidebarButton"]) { display: none !important; }
html[data-presenting] { --seqdemo-tools: none; }
[data-presented="fitting"] { opacity: 0; }
html[data-presenting] [data-testid="stMain"] { overflow: hidden; }
html[data-presenting] [data-presented] :is([data-testid="stTooltipIcon"],
  [data-testid="stPopover"]) { display: none; }
html[data-presenting] [data-testid="stMain"] *:not([data-presented], [data-presented] *) {
  visibility: hidden !important;
}
html[data-presenting] [data-testid="stMain"] > * { opacity: 1 !important; }
[data-presented]:not([data-component]) {
  position: fixed !important; left: 0; top: var(--seqdemo-top, 0px); z-index: 1000000;
  visibility: visible;
  --least-type: var(--seqdemo-least);
  width: calc(100vw / var(--seqdemo-scale)) !important;
  height: calc((100vh - 56px - var(--seqdemo-top, 0px)) / var(--seqdemo-scale)) !important;
  max-width: none !important;
  transform: scale(var(--seqdemo-scale)); transform-origin: 0 0; overflow: hidden;
  display: grid !important; align-content: safe center; padding: 12px 20px; box-sizing: border-box;
  grid-template-columns: minmax(0, 1fr);
}
[data-presented] :has(> [data-testid="stPlotlyChart"]) {
  width: calc(100% / var(--seqdemo-scale)) !important;
}
[data-presented] :is([data-testid="stPlotlyChart"], .js-plotly-plot, .plot-container) {
  overflow: visible !important;
}
"""
"""Of the page around the pictures; of a component's picture see shared/base.css.

A chart measures the element it stands in as that is on screen, enlarged: it is as much narrower.
"""


def present(page: str) -> None:
    """Draw the button "Present"; `present=1` in a link begins at once.

    Args:
        page: Name of the page that is shown.
    """
    _mount(key="seqdemo.present", data={"page": page})
