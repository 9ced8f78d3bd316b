// A press on a button and its click are one: nothing is drawn anew between them.

const BUTTONS = "button, a[href], label, summary, [role=button], [role=radio], [role=tab]"

/** A click comes so long after its press at most, and so long after its release, in milliseconds. */
const LONGEST = 2000,
  AFTER = 300

/**
 * Have drawing wait while a button of a component is held down: a button that is made anew does not
 * hear the click which began on the old one.
 *
 * @param {EventTarget} root The component's own element.
 * @param {EventTarget} page Where releases and clicks are heard.
 */
export const makePress = (root, page = globalThis.window) => {
  const abort = new AbortController(),
    heard = { signal: abort.signal, capture: true }
  let timer,
    held = false,
    waiting = null
  const end = () => {
    const draw = waiting
    held = false
    waiting = null
    draw?.()
  }
  const endIn = wait => {
    clearTimeout(timer)
    timer = setTimeout(end, wait)
  }
  const pressed = event => {
    held = Boolean(event.target.closest?.(BUTTONS))
    if (held) endIn(LONGEST)
  }
  const released = () => held && endIn(AFTER)
  root.addEventListener("pointerdown", pressed, heard)
  page.addEventListener("pointerup", released, heard)
  page.addEventListener("pointercancel", released, heard)
  page.addEventListener("click", () => held && endIn(0), heard)
  return {
    /** Draw now, or, of all that wait for the click, the latest after it. */
    draw: draw => {
      if (held) waiting = draw
      else draw()
    },
    dispose: () => {
      abort.abort()
      clearTimeout(timer)
    },
  }
}
