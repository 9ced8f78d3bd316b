// Popovers for who goes by keys: Streamlit draws them behind all that is on the page, where Tab comes
// only after everything else.

import { focused } from "./kept_focus.js"

/** Milliseconds between two looks, and from a press until there must be something to choose. */
const EVERY_MS = 60
const LONGEST_MS = 10_000
const OPENER = '[data-testid="stPopoverButton"]'
const BODY = '[data-testid="stPopoverBody"]'
const HELP = '[data-testid="stTooltipIcon"]'
const STOPS =
  "button:enabled, input:enabled, textarea:enabled, select:enabled, a[href], [tabindex='0']"

/** What can have the focus, in order. */
const stopsOf = body =>
  [...body.querySelectorAll(STOPS)].filter(
    one => one.tabIndex >= 0 && one.getClientRects().length > 0,
  )

/**
 * Move the focus into a popover that keys have opened; Tab leaves it, from its ends, for the button
 * that opened it, and so does a choice that closes it.
 *
 * @param {Window} where Whose page it is.
 */
export const enterPopovers = (where = window) => {
  const page = where.document
  let opener = null,
    timer = 0,
    until = 0,
    isIn = false
  const end = () => {
    clearInterval(timer)
    opener = null
  }
  const look = () => {
    const body = page.querySelector(BODY),
      now = focused(page)
    if (body && !isIn && now === opener) {
      const first = stopsOf(body).find(one => !one.closest(HELP))
      if (first) isIn = true
      first?.focus()
    } else if (!body && isIn) {
      if (!now && opener.isConnected) opener.focus()
      end()
    } else if (!isIn && (now !== opener || performance.now() > until)) end()
  }
  const tab = event => {
    const body = page.querySelector(BODY),
      stops = body && opener ? stopsOf(body) : []
    if (focused(page) !== (event.shiftKey ? stops[0] : stops.at(-1)) || !stops.length) return
    event.preventDefault()
    opener.focus()
  }
  const press = event => {
    if (event.key === "Tab") return tab(event)
    const button = event.target.closest?.(OPENER)
    if (!button || (event.key !== "Enter" && event.key !== " ")) return
    end()
    isIn = false
    opener = button
    until = performance.now() + LONGEST_MS
    timer = where.setInterval(look, EVERY_MS)
  }
  where.addEventListener("keydown", press, { capture: true })
}
