// Buttons that are off, such as "Clear" of an empty sheet: one that is off from being pressed keeps the
// focus. A browser leaves it nowhere, and keys such as Ctrl+Z are then heard by nobody.

const hasFocus = button => button.getRootNode().activeElement === button
const heeded = new WeakSet()

/** A button that is only said to be off does nothing, and is off indeed once it is left. */
const heed = button => {
  if (heeded.has(button)) return
  heeded.add(button)
  const isSaidOff = () => button.ariaDisabled === "true"
  button.addEventListener(
    "click",
    event => {
      if (isSaidOff()) event.stopImmediatePropagation()
    },
    { capture: true },
  )
  button.addEventListener("blur", () => {
    if (isSaidOff() && !hasFocus(button)) setOff(button, true)
  })
}

/** Switch a button off, or on. */
export const setOff = (button, isOff) => {
  heed(button)
  const isSaid = isOff && hasFocus(button)
  button.ariaDisabled = isSaid ? "true" : null
  button.disabled = isOff && !isSaid
}
