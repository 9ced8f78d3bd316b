"""How much of a page Chromium styles again when an element waits for a run of the server."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

# Streamlit gives the container of an element another class while a run lasts, and says it is stale.
_WAIT = """() => {
    const containers = [...document.querySelectorAll("[data-testid=stMain] .stElementContainer")]
    const styled = () => getComputedStyle(document.querySelector("h1")).opacity
    styled()
    performance.mark("waiting")
    for (const container of containers)
        for (const waits of [true, false]) {
            container.dataset.stale = waits
            container.classList.toggle("st-emotion-cache-waits", waits)
            styled()
        }
    return 2 * containers.length
}"""


def restyled(page: Page) -> float:
    """Elements styled for each change of one element between waiting and not."""
    browser = page.context.browser
    assert browser
    with TemporaryDirectory() as folder:
        trace = Path(folder, "trace.json")
        browser.start_tracing(
            page=page, path=trace, categories=["devtools.timeline", "blink.user_timing"]
        )
        changes = page.evaluate(_WAIT)
        browser.stop_tracing()
        events = json.loads(trace.read_bytes())["traceEvents"]
    start = next(event["ts"] for event in events if event["name"] == "waiting")
    styles = [
        event["args"].get("elementCount", 0)
        for event in events
        if event["name"] == "UpdateLayoutTree" and event["ts"] >= start
    ]
    assert any(styles), "the browser has not said what it styled"
    return float(sum(styles) / changes)
