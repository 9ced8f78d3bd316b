// What was chosen by keys stays in sight: what comes late above it pushes it down, under the player.

/** Whether a click in the middle of an element would meet it, and nothing that lies over it. */
const meets = element => {
  const { x, y, width, height } = element.getBoundingClientRect()
  return element.getRootNode().elementFromPoint(x + width / 2, y + height / 2) === element
}

/**
 * Keep an element that has the focus in sight, until it loses it or the visitor scrolls it away, or
 * points: under a pointer nothing may move.
 */
export const keepInSight = element => {
  const page = element.getRootNode().host?.closest('[data-testid="stMainBlockContainer"]')
  if (!page) return
  const abort = new AbortController()
  const end = () => abort.abort()
  const grown = new ResizeObserver(() => {
    if (!element.isConnected) end()
    else if (!meets(element)) element.scrollIntoView({ block: "nearest", inline: "nearest" })
  })
  abort.signal.addEventListener("abort", () => grown.disconnect())
  grown.observe(page)
  const heard = { capture: true, signal: abort.signal }
  element.addEventListener("blur", end, heard)
  window.addEventListener("pointerdown", end, heard)
  window.addEventListener("scroll", () => meets(element) || end(), heard)
}
