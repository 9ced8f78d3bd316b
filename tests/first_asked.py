"""What a page asks of a visitor first: in sight, and not covered."""

from playwright.sync_api import Page, expect

# Whether a click in the middle of an element would meet it, and nothing that lies over it.
MEETS = """element => {
    const { x, y, width, height } = element.getBoundingClientRect()
    let met = document.elementFromPoint(x + width / 2, y + height / 2)
    while (met?.shadowRoot) {
        const inner = met.shadowRoot.elementFromPoint(x + width / 2, y + height / 2)
        if (!inner || inner === met) break
        met = inner
    }
    return element.contains(met)
}"""
# What each page asks for first.
FIRST = {
    "word_reader": ".column.now .cell >> nth=48",
    "sentiment": "input[aria-label='A sentence to read']",
    "shakespeare": ".text i >> nth=8",
    "captioner": "button:has-text('Upload photos'):visible",
    "sketch": ".sheet",
    "forecast": ".handle",
    "next_word": "textarea",
    "explorer": ".lens .text i >> nth=8",
}


def expect_first_in_sight(page: Page, name: str) -> None:
    """Wait until a click would meet what the page asks for first."""
    # What comes late pushes other things down.
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_load_state("networkidle")
    target = page.locator(FIRST[name])
    expect(target).to_be_in_viewport()
    page.wait_for_function(MEETS, arg=target.element_handle())
