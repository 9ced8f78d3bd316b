// Streamlit sends what a component says from a timer. After a stroke the browser first draws the page:
// the drawing leaves it 4 to 15 ms late, and so does its answer.

/**
 * Call a function whose timers of 0 ms run as soon as the present event has been heard.
 *
 * @param {() => void} call Sets its timers before it returns.
 * @param {{ setTimeout: any }} page Whose timers these are.
 */
export const promptly = (call, page = globalThis.window) => {
  const later = page.setTimeout
  page.setTimeout = (task, wait, ...given) => {
    if (wait) return later.call(page, task, wait, ...given)
    queueMicrotask(() => task(...given))
    return 0
  }
  try {
    call()
  } finally {
    page.setTimeout = later
  }
}
