// A drawing on the wire: Python's copy and the browser's are kept one.
//
// Who owns what: Python keeps the drawing and a revision `rev`. The browser adopts Python's drawing
// only when `rev` changes, and sends its own with the `rev` it stands on; Python ignores a stale one.
// `epoch` names the server session: after a restart the browser sends its drawing again. Streamlit
// may mount the component anew then, or when the visitor comes back from another page: the one before
// is found on `window`, under `name`, with the drawing and what can be undone. A page that is loaded
// anew before its server has answered finds the drawing in the tab, with the address it was drawn at.

import { store, storedValue } from "./browser_storage.js"
import { promptly } from "./promptly.js"

export const KEY_DELAY = 180

/** Milliseconds until a drawing that nobody answered is sent again; twice as long each time. */
const AGAIN = 1500

export const makeWire = (name, drawing, { sent = () => {}, pushed = () => {} } = {}) => {
  /** @type {any} */
  const shared = window,
    before = shared[name]
  const wire = { rev: -1, epoch: "", seq: 0, sentAt: 0, drawing, before }
  let send = (_name, _value) => {},
    sending = 0,
    repeating = 0,
    patience = AGAIN
  shared[name] = wire
  const kept = `seqdemo.unanswered ${name}`,
    address = () => `${globalThis.location?.pathname}${globalThis.location?.search}`
  const keep = () =>
    store(kept, JSON.stringify({ address: address(), grids: drawing.grids }), { tab: true })
  const forget = () => store(kept, "", { tab: true })
  /** What was drawn here before the page was loaded anew, and never answered; null for nothing. */
  const unanswered = () => {
    const found = storedValue(kept, { tab: true })
    const fits = found?.address === address() && Array.isArray(found.grids)
    return fits && found.grids.every(one => typeof one === "string") ? found.grids : null
  }
  if (before) before.before = null // or every one there ever was would stay in memory
  const flush = () => {
    clearTimeout(sending)
    sending = 0
    wire.sentAt = performance.now()
    const word = { drawing: drawing.grids, rev: wire.rev, epoch: wire.epoch, seq: ++wire.seq }
    promptly(() => send("word", word))
    sent()
    awaitAnswer()
  }
  // A message can be lost with a connection, or its run can be overtaken by another one.
  const awaitAnswer = () => {
    clearTimeout(repeating)
    repeating = setTimeout(() => {
      patience *= 2
      flush()
    }, patience)
  }
  const same = data => data.drawing.join() === drawing.grids.join()
  // The drawing is the browser's unless Python has pushed another one since.
  const resume = data => {
    drawing.resume(before.drawing)
    if (before.epoch === data.epoch && before.rev !== data.rev) drawing.adopt(data.drawing, true)
    wire.epoch = before.epoch
    if (wire.epoch === data.epoch) wire.rev = data.rev
  }
  wire.queue = wait => {
    clearTimeout(sending)
    patience = AGAIN
    keep()
    if (wait) sending = setTimeout(flush, wait)
    else flush()
  }
  /** Take over what Python says: whether it was the `first` time, is of a `lost` server, is `current`. */
  wire.receive = (data, sender) => {
    send = sender
    const first = wire.rev < 0,
      lost = first && !before ? unanswered() : null
    if (first && before) resume(data)
    const restarted = wire.epoch !== "" && wire.epoch !== data.epoch
    wire.epoch = data.epoch
    if (restarted) {
      wire.rev = data.rev
      if (!same(data)) {
        flush()
        return { first, restarted, lost: true, current: false }
      }
    }
    if (data.rev !== wire.rev) {
      clearTimeout(sending)
      pushed()
      wire.rev = data.rev
      drawing.adopt(data.drawing, !first)
    }
    if (lost) {
      drawing.adopt(lost, true)
      if (!same(data)) flush()
    }
    if (same(data)) {
      clearTimeout(repeating)
      forget()
    } else awaitAnswer()
    return { first, restarted, lost: false, current: same(data) }
  }
  wire.dispose = () => {
    clearTimeout(sending)
    clearTimeout(repeating)
  }
  return wire
}
