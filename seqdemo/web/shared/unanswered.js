// A click that a lost connection took with it is sent again when the server is there again.
//
// What controls hold Streamlit sends again itself; a trigger it forgets when it has sent it, and drops
// without a word where nobody is connected. Python hears each trigger once, by its time: one whose
// answer alone was lost does nothing more.

const APP = "[data-testid=stApp]"
const CONNECTION = "data-test-connection-state",
  RUN = "data-test-script-state"

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
  const app = page.querySelector(APP)
  let last = /** @type {{ name: string, value: object, at: number }?} */ (null),
    connected = true
  const heed = () => {
    const before = connected
    connected = app.getAttribute(CONNECTION) === "CONNECTED"
    if (!connected || !last) return
    if (!before) {
      const { name, value, at } = last
      if (clock() - at < LATEST_MS) send(name, value)
    } else if (app.getAttribute(RUN) === "notRunning") last = null
  }
  const watch = app && new MutationObserver(heed)
  watch?.observe(app, { attributeFilter: [CONNECTION, RUN] })
  return {
    /** Send a trigger, and again should the connection be lost before it is answered. */
    pull: (name, value) => {
      last = { name, value, at: clock() }
      send(name, value)
    },
    dispose: () => watch?.disconnect(),
  }
}
