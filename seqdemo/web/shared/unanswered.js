// A click that a lost connection took with it is sent again when the server is there again.
//
// What controls hold Streamlit sends again itself; a trigger it forgets when it has sent it, and drops
// without a word where nobody is connected. Python hears each trigger once, by its time: one whose
// answer alone was lost does nothing more.

import { watchConnection } from "./connection.js"

/** Nobody waits for a click of so long ago; a server, too, keeps a session so long. Milliseconds. */
const LATEST_MS = 120_000

/**
 * Keep the last trigger of a component until a run has ended.
 *
 * @param {(name: string, value: object) => void} send
 */
export const makeUnanswered = (
  send,
  page = globalThis.document,
  clock = () => performance.now(),
) => {
  let last = /** @type {{ name: string, value: object, at: number }?} */ (null),
    here = true
  const dispose = watchConnection(({ connected, running }) => {
    const before = here
    here = connected
    if (!here || !last) return
    if (!before) {
      const { name, value, at } = last
      if (clock() - at < LATEST_MS) send(name, value)
    } else if (!running) last = null
  }, page)
  return {
    /** Send a trigger, and again should the connection be lost before it is answered. */
    pull: (name, value) => {
      last = { name, value, at: clock() }
      send(name, value)
    },
    dispose,
  }
}
