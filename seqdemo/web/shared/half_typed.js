// What is typed and not sent as the connection is lost stands in its field again, once a server is there.
// A new server knows nothing of it, and where it has a field drawn anew it says what stands in it.

import { watchConnection } from "./connection.js"
import { typeIn } from "./type_in.js"

const FIELD = ':is([data-testid="stTextInput"], [data-testid="stTextArea"]) :is(input, textarea)'
/** A page comes back in several runs, long ones on a cold server: the next begins within so many milliseconds. */
const SETTLED_MS = 4_000
/** A run may be over before the browser has drawn all of it: the field is looked at every so many milliseconds. */
const LOOK_MS = 200

/**
 * Keep what is half typed over a lost connection.
 *
 * @param {Window} where Whose page it is.
 */
export const keepHalfTyped = (where = window) => {
  const page = where.document
  let typed = /** @type {{ name: string, value: string }?} */ (null),
    lost = typed,
    until = Infinity,
    isOurs = false,
    looks = false
  const note = ({ target }) => {
    if (isOurs || !target.matches?.(FIELD)) return
    typed = { name: target.ariaLabel, value: target.value }
    lost = null
    until = Infinity
  }
  /** Streamlit sends it as the field is left; one that is disabled, as while nobody is connected, is not. */
  const send = ({ target }) => {
    if (target.matches?.(FIELD) && !target.disabled) typed = null
  }
  /** Who goes on elsewhere, as by a ready sentence, wants nothing back. */
  const goOn = () => {
    if (until < Infinity) typed = lost = null
  }
  const press = event => {
    goOn()
    const isDone = event.target.localName === "input" || event.ctrlKey || event.metaKey
    if (event.key === "Enter" && isDone) send(event)
  }
  const giveBack = () => {
    const fields = /** @type {any[]} */ ([...page.querySelectorAll(FIELD)])
    const field = fields.find(one => one.ariaLabel === lost?.name && !one.disabled)
    if (!lost || !field || field.value === lost.value) return
    isOurs = true
    typeIn(field, lost.value)
    isOurs = false
  }
  const look = () => {
    giveBack()
    looks = lost !== null && where.performance.now() < until
    if (looks) where.setTimeout(look, LOOK_MS)
  }
  watchConnection(({ connected, running }) => {
    const now = where.performance.now()
    if (!connected) [lost, until] = [typed, Infinity]
    else if (running) {
      if (now > until) lost = null
    } else if (lost) {
      until = now + SETTLED_MS
      if (!looks) look()
    }
  }, page)
  where.addEventListener("input", note, { capture: true })
  where.addEventListener("focusout", send, { capture: true })
  where.addEventListener("keydown", press, { capture: true })
  where.addEventListener("pointerdown", goOn, { capture: true })
}
