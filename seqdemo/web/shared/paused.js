// The lesson that is paused in this tab: a session that is new, after a reload or a lost server, is
// told of it, since the address of another page does not name it.

import { store, storedValue } from "./browser_storage.js"

const KEPT = "seqdemo.paused"

/** Keep the step at which a lesson is paused, and the session that knows it; "" if none is. */
export const keepPaused = (step, epoch) =>
  store(KEPT, step ? JSON.stringify({ step, epoch }) : "", { tab: true })

/** The step that a session should know of, which knows of none; "" if it has left the lesson. */
export const pausedFor = epoch => {
  const found = storedValue(KEPT, { tab: true })
  if (typeof found?.step !== "string") return ""
  if (found.epoch !== epoch) return found.step
  keepPaused("", epoch)
  return ""
}
