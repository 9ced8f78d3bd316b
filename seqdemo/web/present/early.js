// Alt+P pressed before there is a button to present a page: what it asks for is done once there is.
// It goes along with the first message of a page, which has scripts fetched, and hears from then on.

/** Whether a key is the one that begins and ends presenting: the browser then makes nothing of it. */
export const takes = event => {
  if (!event.altKey || event.code !== "KeyP") return false
  event.preventDefault()
  return true
}

/**
 * Hear the key until somebody else does.
 *
 * @param {Pick<Window, "addEventListener" | "removeEventListener">} where Whose keys are heard.
 * @returns {() => boolean} Ends it: says, once, whether the key was pressed an odd number of times.
 */
export const hearEarly = where => {
  let isAsked = false
  const listen = event => {
    if (takes(event)) isAsked = !isAsked
  }
  where.addEventListener("keydown", listen)
  return () => {
    where.removeEventListener("keydown", listen)
    const was = isAsked
    isAsked = false
    return was
  }
}

const page = /** @type {any} */ (globalThis.window ?? new EventTarget())

page.seqdemoEarly ??= hearEarly(page)

/** Of the page itself, begun by the script that comes first; tests have no page. */
export const takeEarly = page.seqdemoEarly
