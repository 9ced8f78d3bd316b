// The lesson that is paused in this tab: a session that is new, after a reload or a lost server, is
// told of it, since the address of another page does not name it.

const KEPT = "seqdemo.paused"

const read = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null")
  } catch {
    return null // storage is switched off, or holds what nobody here has written
  }
}

/** Keep the step at which a lesson is paused, and the session that knows it; "" if none is. */
export const keepPaused = (step, epoch) => {
  try {
    if (step) sessionStorage.setItem(KEPT, JSON.stringify({ step, epoch }))
    else sessionStorage.removeItem(KEPT)
  } catch {
    // as above
  }
}

/** The step that a session should know of, which knows of none; "" if it has left the lesson. */
export const pausedFor = epoch => {
  const found = read()
  if (typeof found?.step !== "string") return ""
  if (found.epoch !== epoch) return found.step
  keepPaused("", epoch)
  return ""
}
