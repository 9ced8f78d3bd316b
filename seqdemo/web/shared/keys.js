// Which keys belong to whom.

import { presenting } from "./presented.js"

/** Elements that use the arrow keys themselves. */
const USES_ARROWS =
  "input, textarea, select, [contenteditable], [role=slider], [role=combobox], [role=listbox], [role=radiogroup], [role=tablist]"

const modified = event => event.ctrlKey || event.metaKey || event.altKey

/**
 * Keys of a picture over time: arrows step and flip through units, Home, End, space.
 *
 * `player` is a player, `flip(by)` selects another unit, `leaves` are elements with keys of their
 * own, and `leads()` says whether left and right count from elsewhere on the page.
 */
export const listenToKeys = (root, on, { player, flip, leaves = "input, select", leads }) => {
  const { first, prev, next, last, play } = player.do
  const steps = { ArrowRight: next, ArrowLeft: prev }
  const keys = {
    ...steps,
    Home: first,
    End: last,
    ArrowUp: () => flip(-1),
    ArrowDown: () => flip(1),
  }
  const obey = (event, actions) => {
    const act = presenting() && event.key in steps ? null : actions[event.key]
    if (!act || event.defaultPrevented || modified(event)) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  on(root, "keydown", event => {
    if (!event.target.closest(leaves))
      obey(event, event.target.closest("button, summary, a") ? keys : { ...keys, " ": play })
  })
  // From elsewhere on the page only left and right: up and down scroll it.
  on(document, "keydown", event => {
    const [from] = event.composedPath() // `target` is the other component, not the slider in it
    if (leads() && !from.closest?.(USES_ARROWS)) obey(event, steps)
  })
}
