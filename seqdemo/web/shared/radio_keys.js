// Radio buttons for who goes by keys. As in Streamlit's own, arrows move the focus, Enter and the space
// bar choose, and Tab leaves the group: to choose may run a network, or hand an answer in.

import { presenting } from "./presented.js"

const RADIO = "[role=radio]"
const OURS = "[data-component]"
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** The radio buttons of a group that can have the focus. */
const inGroup = group =>
  [...group.querySelectorAll(RADIO)].filter(one => !one.disabled && one.getClientRects().length)

/** The one that has the focus after a key; null where the key is none of theirs. */
const nextOf = (all, radio, event) => {
  if (event.key in STEPS) return all[all.indexOf(radio) + STEPS[event.key]] ?? radio
  // From its end the browser goes on to what comes after the group.
  const stops = all.filter(one => one.tabIndex >= 0)
  return event.key === "Tab" ? (stops.at(event.shiftKey ? 0 : -1) ?? null) : null
}

/**
 * Let keys move the focus in groups of radio buttons. Who has clicked on one and then steps by arrows
 * steps through the picture it belongs to, see keys.js.
 *
 * @param {Window} where Whose page it is.
 */
export const moveInRadios = (where = window) => {
  let isPointed = false
  const press = event => {
    const [from] = event.composedPath(),
      radio = from.closest?.(RADIO),
      group = radio?.closest(OURS) && radio.closest("[role=radiogroup]")
    const isStep = event.key in STEPS
    const isOthers = isStep && (isPointed || event.shiftKey || presenting())
    if (event.key === "Tab") isPointed = false
    if (!group || isOthers || event.ctrlKey || event.metaKey || event.altKey) return
    nextOf(inGroup(group), radio, event)?.focus()
    if (!isStep) return
    event.preventDefault()
    event.stopPropagation()
  }
  const point = () => {
    isPointed = true
  }
  where.addEventListener("keydown", press, { capture: true })
  where.addEventListener("pointerdown", point, { capture: true })
}
