// A link to another page that is pressed just after typing: what was typed is sent first. Streamlit sends
// it a moment after the field is left, with its page: sent after the press, it leads back there.

/** Milliseconds from leaving a field until what was typed in it is sent, with some to spare. */
const SENT_MS = 150
const FIELD = "input, textarea"
const LINK = '[data-testid="stPageLink"] a, [data-testid="stSidebarNavLink"]'

/**
 * Hold a press on a link to another page until what was typed is sent.
 *
 * @param {Window} where Whose page it is.
 */
export const sendTypedFirst = (where = window) => {
  let leftAt = -Infinity
  const leave = event => {
    const [field] = event.composedPath()
    if (field.matches?.(FIELD)) leftAt = performance.now()
  }
  const press = event => {
    const link = event.target.closest?.(LINK),
      wait = leftAt + SENT_MS - performance.now()
    // With these a link opens elsewhere, and this page stays.
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
    if (!link || wait <= 0 || isElsewhere) return
    event.preventDefault()
    event.stopImmediatePropagation()
    leftAt = -Infinity
    where.setTimeout(() => link.click(), wait)
  }
  where.addEventListener("focusout", leave, { capture: true })
  where.addEventListener("click", press, { capture: true })
}
